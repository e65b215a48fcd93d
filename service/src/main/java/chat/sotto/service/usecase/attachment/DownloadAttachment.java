package chat.sotto.service.usecase.attachment;

import chat.sotto.service.domain.AttachmentId;
import chat.sotto.service.domain.AttachmentRecord;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.store.AttachmentLookup;
import chat.sotto.service.store.AttachmentStore;
import chat.sotto.service.store.BlobStore;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.chat.ChatRefusals;
import java.io.InputStream;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives attachments to those who may have them. Blocks. */
public final class DownloadAttachment {
  private static final Logger log = LoggerFactory.getLogger(DownloadAttachment.class);

  private final AttachmentStore attachments;
  private final BlobStore blobs;
  private final Clock clock;

  /** Over the stores. */
  public DownloadAttachment(AttachmentStore attachments, BlobStore blobs, Clock clock) {
    this.attachments = attachments;
    this.blobs = blobs;
    this.clock = clock;
  }

  /**
   * Opens an attachment's bytes.
   *
   * @param offset where to begin
   * @throws RefusedException {@code CHAT_NOT_FOUND}, {@code ATTACHMENT_NOT_FOUND}, {@code
   *     INVALID_FIELD} for an offset beyond the end
   */
  public Download open(ChatId chat, AttachmentId id, DeviceRef reader, long offset) {
    AttachmentRecord found = find(chat, id, reader);
    if (offset < 0 || offset > found.size()) {
      throw RefusedException.invalidField("offset", "is at most " + found.size());
    }
    InputStream bytes =
        blobs
            .read(found.blob(), offset)
            .orElseThrow(
                () -> {
                  log.warn("the bytes of an attachment are missing: blob {}", found.blob());
                  return RefusedException.of(
                      Reason.ATTACHMENT_NOT_FOUND, "the server has lost this attachment");
                });
    return new Download(found.size(), offset, bytes, () -> find(chat, id, reader));
  }

  private AttachmentRecord find(ChatId chat, AttachmentId id, DeviceRef reader) {
    return attachments
        .lookUp(chat, id, reader, clock.instant())
        .fold(
            AttachmentLookup.Found::attachment,
            rejected -> {
              throw ChatRefusals.of(rejected.rejection());
            });
  }
}
