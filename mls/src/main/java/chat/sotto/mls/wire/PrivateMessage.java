package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;

/**
 * A message that is signed and encrypted (RFC 9420 §6.3).
 *
 * @param group which group it is for
 * @param epoch in which epoch it was sent
 * @param contentType what is inside
 * @param authenticatedData of the application, visible to all who carry it
 * @param encryptedSenderData who sent it and with which key, encrypted
 * @param ciphertext content and signature, encrypted
 */
public record PrivateMessage(
    GroupId group,
    Epoch epoch,
    ContentType contentType,
    Bytes authenticatedData,
    Bytes encryptedSenderData,
    Bytes ciphertext)
    implements MlsMessage.Body {
  /** Reads one. */
  public static PrivateMessage read(MlsReader reader) {
    return new PrivateMessage(
        GroupId.read(reader),
        Epoch.read(reader),
        ContentType.read(reader),
        reader.readVector(),
        reader.readVector(),
        reader.readVector());
  }

  @Override
  public WireFormat wireFormat() {
    return WireFormat.PRIVATE_MESSAGE;
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer
        .write(group)
        .write(epoch)
        .write(contentType)
        .writeVector(authenticatedData)
        .writeVector(encryptedSenderData)
        .writeVector(ciphertext);
  }
}
