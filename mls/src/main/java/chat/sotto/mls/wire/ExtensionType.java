package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;

/**
 * A type of extension (RFC 9420 §17.3).
 *
 * @param value the number that messages carry; any may come from a peer
 */
public record ExtensionType(int value) implements Encodable {
  /** An identifier of the application, in leaf nodes. */
  public static final ExtensionType APPLICATION_ID = new ExtensionType(1);

  /** The tree, in group infos. */
  public static final ExtensionType RATCHET_TREE = new ExtensionType(2);

  /** What members have to support, in group contexts. */
  public static final ExtensionType REQUIRED_CAPABILITIES = new ExtensionType(3);

  /** The key for external commits, in group infos. */
  public static final ExtensionType EXTERNAL_PUB = new ExtensionType(4);

  /** Who may propose from outside, in group contexts. */
  public static final ExtensionType EXTERNAL_SENDERS = new ExtensionType(5);

  /** Marks a key package that may be used again when no other is left. */
  public static final ExtensionType LAST_RESORT = new ExtensionType(0x000a);

  /** Reads one. */
  public static ExtensionType read(MlsReader reader) {
    return new ExtensionType(reader.readUint16());
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeUint16(value);
  }

  /** Whether every client has it, so that capabilities must not list it (RFC 9420 §7.2). */
  public boolean isDefault() {
    return value >= 1 && value <= 5;
  }
}
