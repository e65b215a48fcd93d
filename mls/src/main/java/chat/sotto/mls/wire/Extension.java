package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;

/**
 * Something that the protocol or an application adds to a structure (RFC 9420 §13.4).
 *
 * @param type what it is
 * @param data its content, which only those who know the type can read
 */
public record Extension(ExtensionType type, Bytes data) implements Encodable {
  /** Reads one. */
  public static Extension read(MlsReader reader) {
    return new Extension(ExtensionType.read(reader), reader.readVector());
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.write(type).writeVector(data);
  }
}
