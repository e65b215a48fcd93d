package chat.sotto.service.store.rows;

import chat.sotto.service.domain.ChatHead;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ChatKind;
import chat.sotto.service.domain.ChatState;
import chat.sotto.service.domain.CommitDraft;
import chat.sotto.service.domain.LogHash;
import chat.sotto.service.domain.Membership;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.domain.RequestRules;
import chat.sotto.service.domain.Role;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.CreateOutcome;
import chat.sotto.service.store.CreateOutcome.Created;
import chat.sotto.service.store.CreateOutcome.Existing;
import chat.sotto.service.store.CreateOutcome.Rejected;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** {@link chat.sotto.service.store.ChatStore#create}. */
final class CreateStep {
  private final Rows rows;
  private final ChatKind kind;
  private final CommitDraft draft;
  private final Username author;
  private final Instant now;

  CreateStep(Rows rows, ChatKind kind, CommitDraft draft, Instant now) {
    this.rows = rows;
    this.kind = kind;
    this.draft = draft;
    this.author = draft.author().user();
    this.now = now.truncatedTo(ChronoUnit.MILLIS);
  }

  CreateOutcome run() {
    if (rows.chats().find(draft.chat()).isPresent()) {
      return LogWriter.findRepeated(rows, draft.chat(), draft.author().device(), draft.clientId())
          .filter(first -> first.hashBefore().equals(LogHash.ZERO))
          .<CreateOutcome>map(Created::new)
          .orElseGet(() -> new Rejected(Rejection.of(Rejection.Reason.CHAT_ID_IN_USE)));
    }
    Optional<Rejection> refused = refuse();
    if (refused.isPresent()) {
      return new Rejected(refused.get());
    }
    Optional<DirectPair> pair =
        kind == ChatKind.DIRECT
            ? Optional.of(DirectPair.of(author, draft.statement().invited().get(0)))
            : Optional.empty();
    Optional<ChatId> open = pair.flatMap(rows.chats()::findOpenDirect);
    return open.<CreateOutcome>map(this::existing).orElseGet(() -> create(pair));
  }

  private Optional<Rejection> refuse() {
    Optional<Rejection> refused = RequestRules.first(kind, draft);
    if (refused.isPresent()) {
      return refused;
    }
    // The device was good when the call came in; its account may have gone since.
    if (!CommitStep.isLive(rows, draft.author())) {
      return Optional.of(Rejection.statementRefused("the author's device is not in use"));
    }
    for (Username invited : draft.statement().invited()) {
      refused =
          RequestRules.invitation(
              rows.accounts().find(invited).isPresent(),
              rows.accounts().isBlockedEitherWay(author, invited),
              rows.chats().findDecline(author, invited),
              now);
      if (refused.isPresent()) {
        return refused;
      }
    }
    return Optional.empty();
  }

  private Existing existing(ChatId chat) {
    // Asking again renews an invitation that has become void: the answer is still awaited.
    rows.chats().members(chat).stream()
        .filter(row -> row.membership() == Membership.INVITED)
        .filter(row -> RequestRules.isVoid(row.since(), now))
        .forEach(row -> rows.chats().putMember(row.become(Membership.INVITED, now)));
    return new Existing(
        ChatViews.findSummary(rows, chat, draft.author())
            .orElseThrow(
                () -> new IllegalStateException("an open direct chat has both its members")));
  }

  private Created create(Optional<DirectPair> pair) {
    ChatState state = kind == ChatKind.DIRECT ? ChatState.PENDING : ChatState.ACTIVE;
    ChatHead head = new ChatHead(kind, state, Seq.ZERO, LogHash.ZERO, Seq.ZERO, now);
    ChatRow chat = new ChatRow(draft.chat(), head, pair);
    rows.chats().insert(chat);
    Role role = kind == ChatKind.DIRECT ? Role.MEMBER : Role.OWNER;
    rows.chats()
        .putMember(new MemberRow(chat.id(), author, role, Membership.MEMBER, false, author, now));
    for (Username invited : draft.statement().invited()) {
      rows.chats()
          .putMember(
              new MemberRow(
                  chat.id(), invited, Role.MEMBER, Membership.INVITED, false, author, now));
      // Whoever asks takes back an earlier no to the same person.
      rows.chats().removeDecline(invited, author);
    }
    return new Created(CommitStep.append(rows, chat, draft, state, now));
  }
}
