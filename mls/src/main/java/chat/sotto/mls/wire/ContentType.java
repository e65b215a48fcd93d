package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.error.MalformedException;

/** What a framed message contains (RFC 9420 §6). */
public enum ContentType implements Encodable {
  /** Data of the application. */
  APPLICATION(1),
  /** A proposal. */
  PROPOSAL(2),
  /** A commit. */
  COMMIT(3);

  private final int value;

  ContentType(int value) {
    this.value = value;
  }

  /** Reads one; others than these do not exist. */
  public static ContentType read(MlsReader reader) {
    int value = reader.readUint8();
    for (var known : values()) {
      if (known.value == value) {
        return known;
      }
    }
    throw new MalformedException("ContentType " + value);
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeUint8(value);
  }
}
