package chat.sotto.service.store;

import chat.sotto.service.domain.AttachmentRecord;
import chat.sotto.service.domain.Rejection;
import java.util.function.Function;

/** What became of beginning an upload. */
public sealed interface BeginOutcome {
  /** Why an attachment gets no room, beyond what the chat's rules say. */
  enum Flaw {
    /** It was begun with another length. */
    SIZE_DIFFERS,
    /** Somebody else has an attachment of this id in the chat. */
    ID_TAKEN,
    /** The uploader's attachments would be too large together. */
    QUOTA_EXCEEDED,
    /** The uploader has too many that no message names. */
    TOO_MANY_UNNAMED
  }

  /**
   * There is room, or was already.
   *
   * @param attachment as it is stored; another blob than that of the draft if it was there before
   */
  record Begun(AttachmentRecord attachment) implements BeginOutcome {}

  /**
   * Nothing has changed: the uploader may not send there.
   *
   * @param rejection why
   */
  record Rejected(Rejection rejection) implements BeginOutcome {}

  /**
   * Nothing has changed: there is no room for this one.
   *
   * @param flaw why
   */
  record Refused(Flaw flaw) implements BeginOutcome {}

  /** Handles every variant. */
  default <R> R fold(
      Function<Begun, R> begun, Function<Rejected, R> rejected, Function<Refused, R> refused) {
    if (this instanceof Begun b) {
      return begun.apply(b);
    }
    return this instanceof Rejected r ? rejected.apply(r) : refused.apply((Refused) this);
  }
}
