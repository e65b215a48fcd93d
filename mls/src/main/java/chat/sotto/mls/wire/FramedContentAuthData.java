package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import java.util.Optional;

/**
 * What authenticates a framed message (RFC 9420 §6.1).
 *
 * @param signature of the sender
 * @param confirmationTag of the epoch that a commit leads to; with commits and nothing else
 */
public record FramedContentAuthData(Bytes signature, Optional<Bytes> confirmationTag)
    implements Encodable {
  /** Reads one for content of a type. */
  public static FramedContentAuthData read(ContentType type, MlsReader reader) {
    return new FramedContentAuthData(
        reader.readVector(),
        type == ContentType.COMMIT ? Optional.of(reader.readVector()) : Optional.empty());
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeVector(signature);
    confirmationTag.ifPresent(writer::writeVector);
  }
}
