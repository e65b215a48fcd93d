package chat.sotto.service.store.rows;

import chat.sotto.service.domain.AppendRules;
import chat.sotto.service.domain.AttachmentId;
import chat.sotto.service.domain.AttachmentRules;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ClientMessageId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.EntryKind;
import chat.sotto.service.domain.EntryPayloads;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.MessageDraft;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.store.AppendOutcome;
import chat.sotto.service.store.AppendOutcome.Rejected;
import chat.sotto.service.store.AppendOutcome.Stored;
import java.time.Instant;
import java.util.Optional;

/** Appends messages and deletions. */
final class AppendStep {
  private AppendStep() {}

  static AppendOutcome message(Rows rows, MessageDraft draft, Instant now) {
    Optional<Stored> repeated =
        LogWriter.findRepeated(rows, draft.chat(), draft.sender().device(), draft.clientId());
    if (repeated.isPresent()) {
      return repeated.get();
    }
    Optional<Sending> found = rows.findSending(draft.chat(), draft.sender());
    if (found.isEmpty()) {
      return notFound();
    }
    ChatRow chat = found.get().chat();
    Optional<Rejection> refused =
        AppendRules.message(chat.head(), found.get().standing(now), draft.afterHandshake());
    if (refused.isEmpty() && draft.attachment().isPresent()) {
      AttachmentId named = draft.attachment().get();
      refused =
          AttachmentRules.name(draft.sender().user(), rows.attachments().find(draft.chat(), named));
    }
    if (refused.isPresent()) {
      return new Rejected(refused.get());
    }
    Stored stored =
        new LogWriter(rows, now)
            .append(
                chat,
                new LogWriter.Draft(
                    EntryKind.MESSAGE,
                    draft.sender().device(),
                    draft.clientId(),
                    draft.payload(),
                    chat.head().state()));
    if (draft.attachment().isPresent()) {
      rows.attachments().name(draft.chat(), draft.attachment().get(), stored.entry().seq());
    }
    return stored;
  }

  static AppendOutcome deletion(Rows rows, ChatId id, DeviceRef by, Seq target, Instant now) {
    Optional<Sending> found = rows.findSending(id, by);
    if (found.isEmpty()) {
      return notFound();
    }
    ChatRow chat = found.get().chat();
    Optional<ReaderRow> reader = rows.readers().find(id, by.device());
    Optional<LogEntry> entry =
        rows.entries()
            .find(id, target)
            .filter(e -> reader.filter(r -> !r.joined().isAfter(target)).isPresent());
    boolean own =
        entry
            .flatMap(e -> rows.readers().find(id, e.sender()))
            .filter(sender -> sender.device().user().equals(by.user()))
            .isPresent();
    if (own && found.get().standing(now).membership().isPresent()) {
      Optional<LogEntry> deletion =
          rows.entries().findDeletion(id, target).flatMap(seq -> rows.entries().find(id, seq));
      if (deletion.isPresent()) {
        return LogWriter.repeated(rows, deletion.get());
      }
    }
    Optional<Rejection> refused =
        AppendRules.deletion(chat.head(), found.get().standing(now), entry, own);
    if (refused.isPresent() || entry.isEmpty()) {
      return new Rejected(refused.orElseGet(() -> Rejection.of(Rejection.Reason.ENTRY_NOT_FOUND)));
    }
    Stored stored =
        new LogWriter(rows, now)
            .append(
                chat,
                new LogWriter.Draft(
                    EntryKind.DELETION,
                    by.device(),
                    ClientMessageId.NONE,
                    EntryPayloads.deletion(target),
                    chat.head().state()));
    rows.entries().dropPayload(entry.get().withoutPayload(), stored.entry().seq());
    rows.attachments().removeNamed(id, target, target);
    return stored;
  }

  static AppendOutcome notFound() {
    return new Rejected(Rejection.of(Rejection.Reason.CHAT_NOT_FOUND));
  }
}
