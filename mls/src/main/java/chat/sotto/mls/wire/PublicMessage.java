package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import java.util.Optional;

/**
 * A message that is signed and not encrypted (RFC 9420 §6.2).
 *
 * @param content the message
 * @param auth signature and confirmation tag
 * @param membershipTag proves that the sender is a member; with members' messages and no others
 */
public record PublicMessage(
    FramedContent content, FramedContentAuthData auth, Optional<Bytes> membershipTag)
    implements MlsMessage.Body {
  /** Reads one. */
  public static PublicMessage read(MlsReader reader) {
    FramedContent content = FramedContent.read(reader);
    return new PublicMessage(
        content,
        FramedContentAuthData.read(content.content().contentType(), reader),
        content.sender() instanceof Sender.Member
            ? Optional.of(reader.readVector())
            : Optional.empty());
  }

  @Override
  public WireFormat wireFormat() {
    return WireFormat.PUBLIC_MESSAGE;
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.write(content).write(auth);
    membershipTag.ifPresent(writer::writeVector);
  }
}
