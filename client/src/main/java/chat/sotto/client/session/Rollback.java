package chat.sotto.client.session;

import chat.sotto.client.chatlog.ChatCursor;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.profile.StoredChat;
import chat.sotto.client.transport.FetchedLog;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a chat when the server's log of it has gone back behind what this device has: the
 * server was restored from a backup, or is dishonest; nobody can tell from here. What this device
 * has stays as it is. It leaves the chat at the server, so that the others see that nobody reads on
 * there, and the user goes on in a new chat. Steps run on the chat's executor.
 */
final class Rollback {
  private static final Logger LOG = LoggerFactory.getLogger(Rollback.class);

  private final SessionContext context;

  Rollback(SessionContext context) {
    this.context = context;
  }

  /** Compares this device's log with the server's, by what the server has now. */
  void compare(ChatWorker worker) {
    ChatCursor cursor = worker.book().cursor().orElseThrow();
    Seq head = cursor.head().seq();
    FetchedLog next;
    try {
      next = context.access().call(s -> s.chats().fetchLog(worker.chat(), head.next().value(), 1));
    } catch (SottoException e) {
      if (!e.is(Reason.CHAT_NOT_FOUND)) {
        throw e;
      }
      found(worker, Optional.empty());
      return;
    }
    if (next.lastSeq() < head.value()) {
      found(worker, Optional.of(new Seq(next.lastSeq())));
    } else if (!next.hashBefore().equals(cursor.head().hash())) {
      // It has grown again since, by other messages under the same numbers.
      found(worker, Optional.empty());
    }
  }

  /**
   * The server's log is an older one.
   *
   * @param end where it ends; empty if it is gone, or another one
   */
  void found(ChatWorker worker, Optional<Seq> end) {
    ChatBook book = worker.book();
    Seq head = book.cursor().orElseThrow().head().seq();
    StoredChat info = book.info().orElseThrow();
    int unsent = worker.sender().unsent();
    leave(worker);
    worker.stop(Reason.LOG_ROLLED_BACK);
    book.putInfo(info.withState(ChatState.CLOSED));
    context
        .hub()
        .emit(
            new Event.SecurityWarning(
                Event.SecurityWarning.Kind.LOG_ROLLED_BACK,
                worker.chat(),
                null,
                words(info, head, end, unsent)));
    context.hub().emit(new Event.ChatChanged(context.describe(book.info().orElseThrow())));
  }

  private String words(StoredChat info, Seq head, Optional<Seq> end, int unsent) {
    String other =
        info.members().stream()
            .map(StoredChat.Member::username)
            .filter(name -> !name.equals(context.self().user()))
            .findFirst()
            .map(Username::value)
            .orElse("NAME");
    String lost =
        end.map(
                seq ->
                    "the server's copy of this chat ends at #"
                        + seq
                        + ", and this device has it up to #"
                        + head)
            .orElse("the server does not have this chat as this device has it, up to #" + head);
    return lost
        + ": it was restored from an older backup, or is dishonest. What this device has stays here to"
        + " be read; what came later, and had not reached everybody, is lost to those whom it had"
        + " not reached."
        + (unsent == 0
            ? ""
            : " "
                + unsent
                + " of your messages that waited were not sent; they are kept, and shown by: sotto read "
                + info.chat())
        + " This chat is closed; go on in a new one: sotto request "
        + other;
  }

  /** The others see it, and write nothing that nobody would read. */
  private void leave(ChatWorker worker) {
    try {
      var unused =
          context
              .access()
              .call(
                  s -> {
                    s.chats().leave(worker.chat());
                    return true;
                  });
    } catch (SottoException e) {
      // It is gone there, or not joined; or the next request for a chat leaves it.
      LOG.info("chat {} is not left at the server: {}", worker.chat(), e.reason());
    }
  }
}
