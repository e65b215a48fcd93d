package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;

/**
 * A version of MLS (RFC 9420 §6).
 *
 * @param value the number that messages carry; any may come from a peer
 */
public record ProtocolVersion(int value) implements Encodable {
  /** MLS 1.0, the only one there is. */
  public static final ProtocolVersion MLS10 = new ProtocolVersion(1);

  /** Reads one. */
  public static ProtocolVersion read(MlsReader reader) {
    return new ProtocolVersion(reader.readUint16());
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeUint16(value);
  }
}
