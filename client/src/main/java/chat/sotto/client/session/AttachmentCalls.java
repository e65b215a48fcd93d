package chat.sotto.client.session;

import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.transport.AttachmentLink;
import chat.sotto.client.transport.UploadStatus;

/** The server's attachments, over whichever connection there is. */
record AttachmentCalls(ServerAccess access) implements AttachmentLink {

  @Override
  public UploadStatus status(ChatId chat, AttachmentId attachment) {
    return access.call(s -> s.attachments().status(chat, attachment));
  }

  @Override
  public void upload(ChatId chat, AttachmentId attachment, Outgoing bytes) {
    var unused =
        access.call(
            s -> {
              s.attachments().upload(chat, attachment, bytes);
              return true;
            });
  }

  @Override
  public void download(ChatId chat, AttachmentId attachment, long offset, Incoming bytes) {
    var unused =
        access.call(
            s -> {
              s.attachments().download(chat, attachment, offset, bytes);
              return true;
            });
  }

  @Override
  public void delete(ChatId chat, AttachmentId attachment) {
    var unused =
        access.call(
            s -> {
              s.attachments().delete(chat, attachment);
              return true;
            });
  }
}
