package chat.sotto.service.domain;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * The payloads of entries that the server writes, as the serialized messages of types.proto.
 * Written field by field, because stores see no generated stubs; fields with their default value
 * are left out, as in every proto3 writer.
 */
public final class EntryPayloads {
  private EntryPayloads() {}

  /** {@code DeletionEntry}: the message whose payload is gone. */
  public static ByteString deletion(Seq target) {
    return write(out -> out.writeUInt64(1, target.value()));
  }

  /**
   * {@code NoticeEntry}.
   *
   * @param kind what happened
   * @param user to whom
   * @param removed the devices that read nothing after it
   * @param closes whether the chat is read-only from here on
   */
  public static ByteString notice(
      NoticeKind kind, Username user, List<DeviceId> removed, boolean closes) {
    return write(
        out -> {
          out.writeEnum(1, kind.number());
          out.writeString(2, user.value());
          for (DeviceId device : removed) {
            out.writeBytes(3, device.toByteString());
          }
          if (closes) {
            out.writeBool(4, true);
          }
        });
  }

  private static ByteString write(Fields fields) {
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return bytes.toByteString();
  }

  private interface Fields {
    void writeTo(CodedOutputStream out) throws IOException;
  }
}
