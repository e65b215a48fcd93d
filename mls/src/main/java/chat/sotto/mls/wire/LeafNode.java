package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.SignaturePublicKey;

/**
 * A member in the tree, or a client who may become one (RFC 9420 §7.2).
 *
 * @param encryptionKey for secrets addressed to this member alone
 * @param signatureKey for what the member signs
 * @param credential who it claims to be
 * @param capabilities what it supports
 * @param source how this leaf came to be
 * @param extensions more about the member
 * @param signature by the member, over all of the above
 */
public record LeafNode(
    HpkePublicKey encryptionKey,
    SignaturePublicKey signatureKey,
    Credential credential,
    Capabilities capabilities,
    LeafNodeSource source,
    Extensions extensions,
    Bytes signature)
    implements TreeNode {
  /** The label of the signature. */
  public static final String SIGNATURE_LABEL = "LeafNodeTBS";

  /** Reads one. */
  public static LeafNode read(MlsReader reader) {
    return new LeafNode(
        HpkePublicKey.read(reader),
        SignaturePublicKey.read(reader),
        Credential.read(reader),
        Capabilities.read(reader),
        LeafNodeSource.read(reader),
        Extensions.read(reader),
        reader.readVector());
  }

  /** What is signed: for leaves made within a group, with the group and the place in it. */
  public Bytes toBeSigned(GroupId group, LeafIndex index) {
    MlsWriter writer = new MlsWriter(512);
    writeUnsigned(writer);
    if (!(source instanceof LeafNodeSource.KeyPackage)) {
      writer.write(group).write(index);
    }
    return writer.toBytes();
  }

  /** What is signed of a leaf in a key package, which knows of no group. */
  public Bytes toBeSignedInKeyPackage() {
    MlsWriter writer = new MlsWriter(512);
    writeUnsigned(writer);
    return writer.toBytes();
  }

  /** The same leaf with another signature. */
  public LeafNode withSignature(Bytes made) {
    return new LeafNode(
        encryptionKey, signatureKey, credential, capabilities, source, extensions, made);
  }

  @Override
  public int tag() {
    return 1;
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writeUnsigned(writer);
    writer.writeVector(signature);
  }

  private void writeUnsigned(MlsWriter writer) {
    writer
        .write(encryptionKey)
        .write(signatureKey)
        .write(credential)
        .write(capabilities)
        .write(source)
        .write(extensions);
  }
}
