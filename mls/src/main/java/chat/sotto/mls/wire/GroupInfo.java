package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;

/**
 * The public state of a group, for those who join (RFC 9420 §12.4.3).
 *
 * @param context what the members agree on
 * @param extensions the tree and the external key, perhaps, and unknown ones
 * @param confirmationTag of the epoch
 * @param signer the member that signed
 * @param signature over all of the above
 */
public record GroupInfo(
    GroupContext context,
    Extensions extensions,
    Bytes confirmationTag,
    LeafIndex signer,
    Bytes signature)
    implements MlsMessage.Body {
  /** The label of the signature. */
  public static final String SIGNATURE_LABEL = "GroupInfoTBS";

  /** Reads one. */
  public static GroupInfo read(MlsReader reader) {
    return new GroupInfo(
        GroupContext.read(reader),
        Extensions.read(reader),
        reader.readVector(),
        LeafIndex.read(reader),
        reader.readVector());
  }

  /** What is signed. */
  public Bytes toBeSigned() {
    MlsWriter writer = new MlsWriter(1024);
    writeUnsigned(writer);
    return writer.toBytes();
  }

  /** The same with another signature. */
  public GroupInfo withSignature(Bytes made) {
    return new GroupInfo(context, extensions, confirmationTag, signer, made);
  }

  @Override
  public WireFormat wireFormat() {
    return WireFormat.GROUP_INFO;
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writeUnsigned(writer);
    writer.writeVector(signature);
  }

  private void writeUnsigned(MlsWriter writer) {
    writer.write(context).write(extensions).writeVector(confirmationTag).write(signer);
  }
}
