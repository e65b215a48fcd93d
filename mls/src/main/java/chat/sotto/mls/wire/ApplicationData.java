package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;

/**
 * A message of the application.
 *
 * @param data bytes that the protocol does not look into
 */
public record ApplicationData(Bytes data) implements Content {
  /** Reads one. */
  public static ApplicationData read(MlsReader reader) {
    return new ApplicationData(reader.readVector());
  }

  @Override
  public ContentType contentType() {
    return ContentType.APPLICATION;
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeVector(data);
  }

  /** Shows how long it is: what it says is nobody's business. */
  @Override
  public String toString() {
    return "ApplicationData[" + data.length() + " bytes]";
  }
}
