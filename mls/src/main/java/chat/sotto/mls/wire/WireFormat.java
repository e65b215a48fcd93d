package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.error.MalformedException;

/** What an MLS message is (RFC 9420 §17.2). */
public enum WireFormat implements Encodable {
  /** Signed. */
  PUBLIC_MESSAGE(1),
  /** Signed and encrypted. */
  PRIVATE_MESSAGE(2),
  /** An invitation with secrets. */
  WELCOME(3),
  /** The public state of a group. */
  GROUP_INFO(4),
  /** What a client can be added with. */
  KEY_PACKAGE(5);

  private final int value;

  WireFormat(int value) {
    this.value = value;
  }

  /** Reads one; others than these do not exist. */
  public static WireFormat read(MlsReader reader) {
    int value = reader.readUint16();
    for (var known : values()) {
      if (known.value == value) {
        return known;
      }
    }
    throw new MalformedException("WireFormat " + value);
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeUint16(value);
  }
}
