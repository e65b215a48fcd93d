package chat.sotto.client.chatlog;

import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.content.ContentCodec;
import chat.sotto.client.content.EntryPayload;
import chat.sotto.client.content.LogPlace;
import chat.sotto.client.content.MessageContent;
import chat.sotto.client.content.Opened;
import chat.sotto.client.content.Opened.Refusal;
import chat.sotto.client.content.PayloadCipher;
import chat.sotto.client.content.PayloadKind;
import chat.sotto.client.content.Received;
import chat.sotto.client.group.GroupAgreement;
import chat.sotto.client.group.GroupState;
import chat.sotto.client.group.PendingCommit;
import chat.sotto.client.group.Processed;
import chat.sotto.client.group.Processed.SkipReason;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a chat's log, entry by entry: (cursor, entry) to (next cursor, effects). Pure but for
 * {@link LogHashes}, which reads what was stored before.
 */
public final class LogReader {
  private final GroupAgreement agreement;
  private final DeviceId self;

  /** For this device. */
  public LogReader(GroupAgreement agreement, DeviceId self) {
    this.agreement = agreement;
    this.self = self;
  }

  /**
   * Processes one entry. One that was processed before has no effect; nothing that a peer sent
   * makes it throw.
   */
  public Step read(ChatCursor cursor, LogEntry entry, LogHashes hashes) {
    if (!entry.chat().equals(cursor.chat())) {
      throw new IllegalArgumentException("an entry of another chat");
    }
    if (entry.seq().compareTo(cursor.head().seq()) <= 0) {
      return Step.of(cursor);
    }
    if (!entry.seq().equals(cursor.head().seq().next())) {
      return Step.of(cursor, new Effect.Gap(cursor.head().seq().next()));
    }
    LogPlace place = new LogPlace(entry.seq(), entry.chain(cursor.head().hash()));
    Optional<EntryKind> kind = EntryKind.find(entry.kind());
    try {
      return kind.isEmpty()
          ? notUnderstood(cursor, entry, place)
          : switch (kind.get()) {
            case MESSAGE -> message(cursor, entry, place, hashes);
            case COMMIT -> commit(cursor, entry, place);
            case DELETION -> deletion(cursor, entry, place);
            case NOTICE -> notice(cursor, entry, place);
          };
    } catch (MalformedBytesException e) {
      return notUnderstood(cursor, entry, place);
    }
  }

  private static Step notUnderstood(ChatCursor cursor, LogEntry entry, LogPlace place) {
    return Step.of(cursor.at(place), new Effect.NotUnderstood(entry.seq(), entry.kind()));
  }

  private static Step deletion(ChatCursor cursor, LogEntry entry, LogPlace place)
      throws MalformedBytesException {
    Seq target = EntryPayload.deletion(entry.payload()).target();
    if (target.equals(Seq.ZERO) || target.compareTo(entry.seq()) >= 0) {
      throw new MalformedBytesException("a deletion of what is not there");
    }
    return Step.of(cursor.at(place), new Effect.Deleted(entry.seq(), target, entry.sender()));
  }

  private static Step notice(ChatCursor cursor, LogEntry entry, LogPlace place)
      throws MalformedBytesException {
    if (!entry.sender().equals(DeviceId.NONE)) {
      throw new MalformedBytesException("a notice that the server did not write");
    }
    return Step.of(
        cursor.at(place), new Effect.Notice(entry.seq(), EntryPayload.notice(entry.payload())));
  }

  private Step commit(ChatCursor cursor, LogEntry entry, LogPlace place) {
    List<Effect> effects = new ArrayList<>();
    EntryPayload.Commit payload;
    try {
      payload = EntryPayload.commit(entry.payload());
    } catch (MalformedBytesException e) {
      effects.add(new Effect.CommitSkipped(entry.seq(), SkipReason.MALFORMED));
      return superseding(cursor, place, cursor.group(), effects);
    }
    if (isPending(cursor, entry, payload)) {
      GroupState next = cursor.pending().orElseThrow().next();
      return Step.of(
          cursor.afterCommit(place, Optional.of(next)),
          new Effect.OwnCommitApplied(entry.seq(), next.epoch()));
    }
    if (cursor.group().isEmpty()) {
      // What it means cannot be told; it is a handshake all the same.
      return superseding(cursor, place, cursor.group(), effects);
    }
    Processed processed =
        agreement.process(
            cursor.group().get(),
            payload.commit().toByteArray(),
            payload.statement(),
            entry.sender());
    Optional<GroupState> next = cursor.group();
    if (processed instanceof Processed.Applied applied) {
      next = Optional.of(applied.next());
      effects.add(
          new Effect.CommitApplied(
              entry.seq(),
              applied.change(),
              applied.author(),
              applied.device(),
              applied.next().epoch()));
    } else if (processed instanceof Processed.Skipped skipped) {
      effects.add(new Effect.CommitSkipped(entry.seq(), skipped.reason()));
    } else if (processed instanceof Processed.MustRejoin rejoin) {
      next = Optional.empty();
      effects.add(new Effect.MustRejoin(entry.seq(), rejoin.reason()));
    }
    return superseding(cursor, place, next, effects);
  }

  /** The own commit, as it was sent: with another sender or statement, others skip it. */
  private boolean isPending(ChatCursor cursor, LogEntry entry, EntryPayload.Commit payload) {
    Optional<PendingCommit> pending = cursor.pending();
    return pending.isPresent()
        && entry.sender().equals(self)
        && payload.commit().equals(pending.get().commit())
        && payload.statement().equals(pending.get().statement());
  }

  private static Step superseding(
      ChatCursor cursor, LogPlace place, Optional<GroupState> next, List<Effect> effects) {
    if (cursor.pending().isPresent()) {
      effects.add(new Effect.PendingSuperseded(place.seq()));
    }
    return new Step(cursor.afterCommit(place, next), effects);
  }

  private Step message(ChatCursor cursor, LogEntry entry, LogPlace place, LogHashes hashes) {
    if (entry.deletedHash().isPresent()) {
      return Step.of(
          cursor.at(place), new Effect.MessageGone(entry.seq(), entry.sender(), entry.expired()));
    }
    if (cursor.group().isEmpty()) {
      return Step.of(cursor.at(place), new Effect.MessageUnreadable(entry.seq(), entry.sender()));
    }
    Opened opened =
        PayloadCipher.open(
            cursor.group().get(),
            new Received(
                PayloadKind.MESSAGE,
                entry.sender(),
                entry.clientId(),
                Optional.of(entry.seq()),
                cursor.counters().getOrDefault(entry.sender(), 0L),
                entry.payload()));
    if (opened instanceof Opened.Accepted accepted) {
      return accepted(cursor, entry, place, accepted, hashes);
    }
    Refusal reason = ((Opened.Refused) opened).reason();
    return Step.of(
        cursor.at(place), new Effect.MessageRefused(entry.seq(), entry.sender(), reason));
  }

  private Step accepted(
      ChatCursor cursor,
      LogEntry entry,
      LogPlace place,
      Opened.Accepted accepted,
      LogHashes hashes) {
    List<Effect> effects = new ArrayList<>();
    LogTrust trust = cursor.trust();
    Seq claimed = accepted.place().seq();
    Optional<LogHash> own = own(cursor, claimed, hashes);
    boolean differs = own.isPresent() && !own.get().equals(accepted.place().hash());
    if (differs && (trust == LogTrust.UNCONFIRMED || trust == LogTrust.CONFIRMED)) {
      return Step.of(
          cursor.trusting(LogTrust.SUSPECTED), new Effect.PlaceDiffers(entry.seq(), claimed));
    }
    if (differs) {
      if (trust == LogTrust.SUSPECTED) {
        effects.add(new Effect.Forked(entry.seq(), claimed));
      }
      trust = LogTrust.FORKED;
    } else if (trust == LogTrust.SUSPECTED
        || (trust == LogTrust.UNCONFIRMED && own.isPresent() && !entry.sender().equals(self))) {
      trust = LogTrust.CONFIRMED;
    }
    effects.add(received(entry, accepted));
    ChatCursor next =
        cursor.trusting(trust).afterMessage(place, entry.sender(), accepted.counter());
    return new Step(next, effects);
  }

  private static Effect received(LogEntry entry, Opened.Accepted accepted) {
    try {
      MessageContent content = ContentCodec.parse(accepted.content());
      return new Effect.MessageReceived(
          entry.seq(), accepted.author().user(), entry.sender(), content);
    } catch (MalformedBytesException e) {
      return new Effect.MessageRefused(entry.seq(), entry.sender(), Refusal.BAD_CONTENT);
    }
  }

  /** The own hash at a place; empty before this device joined, where it knows nothing. */
  private static Optional<LogHash> own(ChatCursor cursor, Seq seq, LogHashes hashes) {
    if (seq.equals(cursor.head().seq())) {
      return Optional.of(cursor.head().hash());
    }
    if (seq.equals(cursor.start().seq())) {
      return Optional.of(cursor.start().hash());
    }
    return seq.compareTo(cursor.start().seq()) < 0 ? Optional.empty() : hashes.find(seq);
  }
}
