package chat.sotto.service.grpc.attachment;

import chat.sotto.service.domain.AttachmentId;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.usecase.RefusedException;
import com.google.protobuf.ByteString;

/** The rules of fields: what breaks one is refused with the field's name. */
final class AttachmentFields {
  private static final int ID_SIZE = 16;

  private AttachmentFields() {}

  static ChatId chatId(String field, ByteString bytes) {
    return ChatId.of(id(field, bytes));
  }

  static AttachmentId attachmentId(String field, ByteString bytes) {
    return AttachmentId.of(id(field, bytes));
  }

  private static ByteString id(String field, ByteString bytes) {
    if (bytes.size() != ID_SIZE) {
      throw RefusedException.invalidField(field, "has 16 bytes, not " + bytes.size());
    }
    return bytes;
  }
}
