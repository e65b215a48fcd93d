package chat.sotto.service.usecase.attachment;

import chat.sotto.service.domain.BlobId;
import chat.sotto.service.store.AttachmentStore;
import chat.sotto.service.store.BlobStore;
import chat.sotto.service.usecase.Writes;
import java.time.Clock;
import java.util.ArrayList;
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

  /** After so many failures a run ends: each may have taken a bucket's whole patience. */
  private static final int MOST_FAILURES = 10;

  private final AttachmentStore attachments;
  private final BlobStore blobs;
  private final Clock clock;
  private volatile boolean stopped;

  /** Where the next run goes on: empty at the beginning, also after one that came to the end. */
  private Optional<BlobId> behind = Optional.empty();

  /** Over the stores. */
  public SweepAttachments(AttachmentStore attachments, BlobStore blobs, Clock clock) {
    this.attachments = attachments;
    this.blobs = blobs;
    this.clock = clock;
  }

  /**
   * Deletes attachments that no message has named in time, and the bytes of all that are gone. What
   * cannot be deleted keeps nothing else: it stays on the list for a later run.
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
    int failures = 0;
    List<BlobId> page = attachments.orphans(behind, AT_ONCE);
    while (!page.isEmpty() && !stopped && failures < MOST_FAILURES) {
      List<BlobId> gone = new ArrayList<>();
      for (BlobId blob : page) {
        if (failures < MOST_FAILURES && !stopped) {
          behind = Optional.of(blob);
          if (delete(blob)) {
            gone.add(blob);
          } else {
            failures++;
          }
        }
      }
      Writes.await(attachments.forget(gone));
      deleted += gone.size();
      page = attachments.orphans(behind, AT_ONCE);
    }
    if (page.isEmpty()) {
      behind = Optional.empty();
    }
    if (failures > 0) {
      log.warn("{} attachments that are gone keep their bytes until a later attempt", failures);
    }
    if (deleted > 0) {
      log.info("deleted the bytes of {} attachments that are gone", deleted);
    }
    return deleted;
  }

  private boolean delete(BlobId blob) {
    try {
      blobs.delete(blob);
      return true;
    } catch (RuntimeException e) {
      log.warn("the bytes of an attachment that is gone cannot be deleted now: {}", blob, e);
      return false;
    }
  }

  /**
   * Deletes bytes of which nothing is known: what a crash has left, or a restore from a backup.
   *
   * @return how many blobs are gone
   */
  public synchronized int runForUnknown() {
    int deleted = 0;
    int failures = 0;
    Optional<BlobId> last = Optional.empty();
    List<BlobId> page = blobs.list(last, AT_ONCE);
    while (!page.isEmpty() && !stopped && failures < MOST_FAILURES) {
      List<BlobId> unknown = attachments.unknown(page);
      for (BlobId blob : unknown) {
        if (failures < MOST_FAILURES && !stopped) {
          if (delete(blob)) {
            deleted++;
          } else {
            failures++;
          }
        }
      }
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
