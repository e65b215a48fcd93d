package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;

/**
 * The name of a group, which never changes (RFC 9420 §8.1).
 *
 * @param value chosen by whoever created the group
 */
public record GroupId(Bytes value) implements Encodable {
  /** Reads one. */
  public static GroupId read(MlsReader reader) {
    return new GroupId(reader.readVector());
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeVector(value);
  }
}
