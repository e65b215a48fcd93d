package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.MlsCrypto;

/**
 * What a client publishes so that others can add it to groups (RFC 9420 §10).
 *
 * @param version of the protocol
 * @param cipherSuite that all keys here are for
 * @param initKey what the welcome is encrypted to
 * @param leafNode what is put into the tree
 * @param extensions more about the package
 * @param signature by the client, over all of the above
 */
public record KeyPackage(
    ProtocolVersion version,
    CipherSuiteId cipherSuite,
    HpkePublicKey initKey,
    LeafNode leafNode,
    Extensions extensions,
    Bytes signature)
    implements MlsMessage.Body {
  /** The label of the signature. */
  public static final String SIGNATURE_LABEL = "KeyPackageTBS";

  /** Reads one. */
  public static KeyPackage read(MlsReader reader) {
    return new KeyPackage(
        ProtocolVersion.read(reader),
        CipherSuiteId.read(reader),
        HpkePublicKey.read(reader),
        LeafNode.read(reader),
        Extensions.read(reader),
        reader.readVector());
  }

  /** What is signed. */
  public Bytes toBeSigned() {
    MlsWriter writer = new MlsWriter(1024);
    writeUnsigned(writer);
    return writer.toBytes();
  }

  /** The hash that a welcome names it by (RFC 9420 §5.2). */
  public KeyPackageRef ref(MlsCrypto crypto) {
    return new KeyPackageRef(crypto.refHash("MLS 1.0 KeyPackage Reference", encode()));
  }

  /** The same package with another signature. */
  public KeyPackage withSignature(Bytes made) {
    return new KeyPackage(version, cipherSuite, initKey, leafNode, extensions, made);
  }

  @Override
  public WireFormat wireFormat() {
    return WireFormat.KEY_PACKAGE;
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writeUnsigned(writer);
    writer.writeVector(signature);
  }

  private void writeUnsigned(MlsWriter writer) {
    writer.write(version).write(cipherSuite).write(initKey).write(leafNode).write(extensions);
  }
}
