package chat.sotto.service.store;

import chat.sotto.service.domain.AttachmentRecord;
import chat.sotto.service.domain.Rejection;
import java.util.function.Function;

/** What somebody who wants an attachment finds. */
public sealed interface AttachmentLookup {
  /**
   * It may be fetched.
   *
   * @param attachment complete
   */
  record Found(AttachmentRecord attachment) implements AttachmentLookup {}

  /**
   * It may not, or is not there.
   *
   * @param rejection why
   */
  record Rejected(Rejection rejection) implements AttachmentLookup {}

  /** Handles every variant. */
  default <R> R fold(Function<Found, R> found, Function<Rejected, R> rejected) {
    return this instanceof Found f ? found.apply(f) : rejected.apply((Rejected) this);
  }
}
