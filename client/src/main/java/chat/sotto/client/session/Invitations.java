package chat.sotto.client.session;

import chat.sotto.client.chatlog.LogTrust;
import chat.sotto.client.group.Invitation;
import chat.sotto.client.group.NewGroup;
import chat.sotto.client.group.PendingCommit;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.profile.Cursor;
import chat.sotto.client.profile.StoredChat;
import chat.sotto.client.transport.ChatInvitation;
import chat.sotto.client.transport.ChatLink;
import chat.sotto.client.transport.ChatSummary;
import chat.sotto.client.transport.CommitReceipt;
import chat.sotto.client.transport.FetchedGroupInfo;
import chat.sotto.client.transport.UserRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How chats begin: asking, accepting, and finding again what a crash interrupted. Steps run on the
 * chat's executor.
 */
final class Invitations {

  private static final int MAX_ATTEMPTS = 5;

  private final SessionContext context;

  Invitations(SessionContext context) {
    this.context = context;
  }

  /** What came of a request: the chat, and whether it waits for the user's own acceptance. */
  record Asked(ChatId chat, boolean invited) {}

  /**
   * Asks somebody for a direct chat. The worker is of a fresh chat id, which is dropped if there is
   * a chat already.
   */
  Asked request(ChatWorker worker, Username username) {
    if (username.equals(context.self().user())) {
      throw new SottoException(Reason.INVALID_FIELD, "that is your own name").field("username");
    }
    UserRecord user = context.pins().lookUp(username);
    PendingCommit created =
        context
            .agreement()
            .create(
                new NewGroup(
                    worker.chat(),
                    ChatKind.DIRECT,
                    List.of(new Invitation(username, user.accountKey()))),
                context.self());
    OwnCommit own = OwnCommit.of(created, 0);
    StoredChat info = info(worker.chat(), username, true, Seq.ZERO);
    worker.book().putInfo(info);
    worker.book().putOwn(own);
    ChatLink.Requested outcome;
    try {
      outcome =
          context
              .access()
              .call(s -> s.chats().requestChat(ChatKind.DIRECT, own.draft(worker.chat())));
    } catch (SottoException e) {
      forget(worker.chat());
      throw e;
    }
    if (outcome instanceof ChatLink.Requested.Existing existing) {
      forget(worker.chat());
      boolean theirs =
          existing.chat().kind() == ChatKind.DIRECT
              && existing.chat().members().stream().anyMatch(m -> m.username().equals(username))
              && context
                  .profile()
                  .chats()
                  .find(existing.chat().chat())
                  .filter(
                      known ->
                          known.members().stream().noneMatch(m -> m.username().equals(username)))
                  .isEmpty();
      if (!theirs) {
        throw new SottoException(
            Reason.BAD_RESPONSE, "the server answers with a chat that is not with " + username);
      }
      boolean invited =
          existing.chat().members().stream()
              .anyMatch(m -> m.invited() && m.username().equals(context.self().user()));
      return new Asked(existing.chat().chat(), invited);
    }
    begin(worker, info, ((ChatLink.Requested.Created) outcome).receipt(), 0, LogTrust.CONFIRMED);
    return new Asked(worker.chat(), false);
  }

  private void forget(ChatId chat) {
    context.profile().chats().delete(chat);
  }

  private StoredChat info(ChatId chat, Username other, boolean otherInvited, Seq joined) {
    return new StoredChat(
        chat,
        ChatKind.DIRECT,
        ChatState.PENDING,
        "",
        List.of(
            new StoredChat.Member(context.self().user(), !otherInvited),
            new StoredChat.Member(other, otherInvited)),
        joined);
  }

  /** Joins the chat of an invitation; succeeds when that was done already. */
  void accept(ChatWorker worker) {
    ChatBook book = worker.book();
    if (book.cursor().isPresent()) {
      worker.catchUp();
      return;
    }
    ChatInvitation invitation =
        context.access().call(s -> s.chats().invitations()).stream()
            .filter(found -> found.chat().equals(worker.chat()))
            .findFirst()
            .orElseThrow(
                () ->
                    new SottoException(Reason.CHAT_NOT_FOUND, "there is no invitation to that chat")
                        .hint("list them: sotto requests"));
    var inviter = context.pins().lookUp(invitation.from());
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      FetchedGroupInfo groupInfo = context.access().call(s -> s.chats().groupInfo(worker.chat()));
      PendingCommit join =
          context
              .agreement()
              .join(worker.chat(), groupInfo.groupInfo().toByteArray(), context.self());
      // Whose chat the server says it is, and whose it is, must be the same.
      requireInviter(join, inviter);
      DirectPeople.require(join.next(), Set.of(context.self().user(), invitation.from()));
      context.pins().require(join.next());
      OwnCommit own = OwnCommit.of(join, groupInfo.handshake());
      StoredChat info = info(worker.chat(), invitation.from(), false, Seq.ZERO);
      book.putInfo(info);
      book.putOwn(own);
      ChatLink.Accepted outcome;
      try {
        outcome = context.access().call(s -> s.chats().accept(own.draft(worker.chat())));
      } catch (SottoException e) {
        forget(worker.chat());
        book.reload();
        throw e;
      }
      if (outcome instanceof ChatLink.Accepted.Joined joined) {
        begin(worker, info, joined.receipt(), groupInfo.handshake(), LogTrust.UNCONFIRMED);
        return;
      }
    }
    forget(worker.chat());
    book.reload();
    throw new SottoException(
            Reason.STALE_HANDSHAKE, "the chat changed again and again while it was being joined")
        .hint("try again");
  }

  private static void requireInviter(PendingCommit join, UserRecord inviter) {
    boolean there =
        join.next().members().stream()
            .anyMatch(
                member ->
                    member.user().equals(inviter.username())
                        && member.accountKey().equals(inviter.accountKey()));
    if (!there) {
      throw new SottoException(
          Reason.GROUP_INVALID, inviter.username() + " is not in the chat of this invitation");
    }
  }

  private static void begin(
      ChatWorker worker, StoredChat info, CommitReceipt receipt, long after, LogTrust trust) {
    begin(worker, info, receipt.seq(), receipt.hashBefore(), after, trust);
    worker.catchUp();
  }

  private static void begin(
      ChatWorker worker,
      StoredChat info,
      long seq,
      LogHash hashBefore,
      long after,
      LogTrust trust) {
    Optional<OwnCommit> own = worker.book().own();
    worker
        .book()
        .begin(
            new StoredChat(
                info.chat(), info.kind(), info.state(), info.title(), info.members(), new Seq(seq)),
            new Cursor(new Seq(seq - 1), hashBefore, new Seq(after)),
            trust);
    own.filter(commit -> worker.book().own().isEmpty()).ifPresent(worker.book()::putOwn);
  }

  /**
   * A chat that this device has joined by the server's account, and has not begun: a crash came
   * between.
   */
  void resume(ChatWorker worker, ChatSummary summary) {
    if (worker.book().cursor().isPresent()
        || summary.hashBeforeJoin() == null
        || summary.joinedSeq() == 0
        || worker.book().own().isEmpty()) {
      return;
    }
    StoredChat info =
        new StoredChat(
            summary.chat(),
            summary.kind(),
            summary.state(),
            "",
            summary.members().stream()
                .map(m -> new StoredChat.Member(m.username(), m.invited()))
                .toList(),
            Seq.ZERO);
    begin(
        worker,
        info,
        summary.joinedSeq(),
        summary.hashBeforeJoin(),
        worker.book().own().get().after(),
        summary.joinedSeq() == 1 ? LogTrust.CONFIRMED : LogTrust.UNCONFIRMED);
    worker.catchUp();
  }
}
