package chat.sotto.service.usecase.attachment;

import chat.sotto.service.domain.AttachmentId;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.store.AttachmentStore;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.Writes;
import java.time.Clock;

/** Deletes what no message names yet; {@link SweepAttachments} deletes its bytes. */
public final class DeleteAttachment {
  private final AttachmentStore attachments;
  private final Clock clock;

  /** Over the store. */
  public DeleteAttachment(AttachmentStore attachments, Clock clock) {
    this.attachments = attachments;
    this.clock = clock;
  }

  /**
   * Deletes an attachment. Idempotent. Blocks.
   *
   * @throws RefusedException {@code CHAT_NOT_FOUND}, {@code ATTACHMENT_IN_USE}
   */
  public void delete(ChatId chat, AttachmentId id, DeviceRef by) {
    UploadAttachment.refuse(Writes.await(attachments.delete(chat, id, by, clock.instant())));
  }
}
