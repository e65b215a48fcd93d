package chat.sotto.service.usecase.attachment;

import chat.sotto.service.domain.BlobId;
import chat.sotto.service.store.AttachmentStore;
import chat.sotto.service.store.BlobStore;
import chat.sotto.service.usecase.Writes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what nobody can want any more: attachments that no message has named in time, bytes of
 * attachments that are gone, and bytes of which nothing is known. A row comes before its bytes and
 * goes before them, so bytes without a row are nobody's, however young they are. Everything here
 * blocks, in small steps.
 */
public final class SweepAttachments {
  private static final Logger log = LoggerFactory.getLogger(SweepAttachments.class);
  private static final int AT_ONCE = 100;

  private final AttachmentStore attachments;
  private final BlobStore blobs;
  private final Clock clock;
  private volatile boolean stopped;

  /** Over the stores. */
  public SweepAttachments(AttachmentStore attachments, BlobStore blobs, Clock clock) {
    this.attachments = attachments;
    this.blobs = blobs;
    this.clock = clock;
  }

  /**
   * Deletes attachments that no message has named in time, and the bytes of all that are gone.
   *
   * @return how many blobs are gone
   */
  public synchronized int run() {
    var untouchedSince = clock.instant().minus(AttachmentStore.UNNAMED_LIFETIME);
    int expired = AT_ONCE;
    while (expired == AT_ONCE && !stopped) {
      expired = Writes.await(attachments.expire(untouchedSince, AT_ONCE));
    }
    int deleted = 0;
    List<BlobId> orphans = attachments.orphans(AT_ONCE);
    while (!orphans.isEmpty() && !stopped) {
      orphans.forEach(blobs::delete);
      Writes.await(attachments.forget(orphans));
      deleted += orphans.size();
      orphans = attachments.orphans(AT_ONCE);
    }
    if (deleted > 0) {
      log.info("deleted the bytes of {} attachments that are gone", deleted);
    }
    return deleted;
  }

  /**
   * Deletes bytes of which nothing is known: what a crash has left, or a restore from a backup.
   *
   * @return how many blobs are gone
   */
  public synchronized int runForUnknown() {
    int deleted = 0;
    Optional<BlobId> last = Optional.empty();
    List<BlobId> page = blobs.list(last, AT_ONCE);
    while (!page.isEmpty() && !stopped) {
      List<BlobId> unknown = attachments.unknown(page);
      unknown.forEach(blobs::delete);
      deleted += unknown.size();
      last = Optional.of(page.get(page.size() - 1));
      page = blobs.list(last, AT_ONCE);
    }
    if (deleted > 0) {
      log.warn("deleted {} files of attachments that no row knows", deleted);
    }
    return deleted;
  }

  /** Ends a run that goes on, after its present step. */
  public void stop() {
    stopped = true;
  }
}
