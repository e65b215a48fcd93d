package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;

/**
 * A message with its addresses (RFC 9420 §6).
 *
 * @param group which group it is for
 * @param epoch in which epoch it was sent
 * @param sender who sent it
 * @param authenticatedData of the application, visible to all who carry it
 * @param content what it says
 */
public record FramedContent(
    GroupId group, Epoch epoch, Sender sender, Bytes authenticatedData, Content content)
    implements Encodable {
  /** Reads one. */
  public static FramedContent read(MlsReader reader) {
    return new FramedContent(
        GroupId.read(reader),
        Epoch.read(reader),
        Sender.read(reader),
        reader.readVector(),
        Content.read(ContentType.read(reader), reader));
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer
        .write(group)
        .write(epoch)
        .write(sender)
        .writeVector(authenticatedData)
        .write(content.contentType())
        .write(content);
  }
}
