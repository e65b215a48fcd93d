package chat.sotto.service.store.rows;

import chat.sotto.service.domain.AttachmentDraft;
import chat.sotto.service.domain.AttachmentRecord;
import chat.sotto.service.domain.AttachmentRules;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.store.AttachmentStore;
import chat.sotto.service.store.BeginOutcome;
import chat.sotto.service.store.BeginOutcome.Begun;
import chat.sotto.service.store.BeginOutcome.Flaw;
import chat.sotto.service.store.BeginOutcome.Refused;
import chat.sotto.service.store.BeginOutcome.Rejected;
import java.time.Instant;
import java.util.Optional;

/** {@link AttachmentStore#begin}. */
final class BeginStep {
  private BeginStep() {}

  static BeginOutcome run(Rows rows, AttachmentDraft draft, long quota, Instant now) {
    Optional<Rejection> rejected = check(rows, draft, now);
    if (rejected.isPresent()) {
      return new Rejected(rejected.get());
    }
    Optional<AttachmentRecord> found = rows.attachments().find(draft.chat(), draft.id());
    if (found.isPresent()) {
      return again(rows, draft, found.get(), now);
    }
    AttachmentRows.Usage usage = rows.attachments().usage(draft.uploader().user());
    if (usage.unnamed() >= AttachmentStore.MOST_UNNAMED) {
      return new Refused(Flaw.TOO_MANY_UNNAMED);
    }
    // In this order nothing overflows, whatever size somebody claims.
    if (AttachmentRecord.charge(draft.size()) > quota - usage.charged()) {
      return new Refused(Flaw.QUOTA_EXCEEDED);
    }
    AttachmentRecord begun = AttachmentRecord.begun(draft, now);
    rows.attachments().insert(begun);
    return new Begun(begun);
  }

  private static BeginOutcome again(
      Rows rows, AttachmentDraft draft, AttachmentRecord found, Instant now) {
    if (!found.uploader().equals(draft.uploader().user())) {
      return new Refused(Flaw.ID_TAKEN);
    }
    if (found.size() != draft.size()) {
      return new Refused(Flaw.SIZE_DIFFERS);
    }
    rows.attachments().touch(draft.chat(), draft.id(), now);
    return new Begun(found);
  }

  private static Optional<Rejection> check(Rows rows, AttachmentDraft draft, Instant now) {
    return rows.findSending(draft.chat(), draft.uploader())
        .map(found -> AttachmentRules.upload(found.chat().head(), found.standing(now)))
        .orElseGet(() -> Optional.of(Rejection.of(Rejection.Reason.CHAT_NOT_FOUND)));
  }
}
