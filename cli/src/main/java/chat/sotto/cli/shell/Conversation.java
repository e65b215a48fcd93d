package chat.sotto.cli.shell;

import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ReadQuery;
import java.util.List;

/** Opening chats and leaving them. */
final class Conversation {
  private static final int USUAL = 20;
  private static final int MOST = 200;

  private final Account account;
  private final Desk desk;
  private final Watch watch;

  Conversation(Account account, Desk desk, Watch watch) {
    this.account = account;
    this.desk = desk;
    this.watch = watch;
  }

  /** Opens a chat: shows its last messages and all unread ones, up to a bound. */
  void open(String argument) {
    ChatId chat = account.resolve(argument);
    if (desk.state().chat(chat).isEmpty()) {
      watch.update();
    }
    long unread = desk.state().chat(chat).map(view -> view.unread()).orElse(0L);
    int limit = (int) Math.min(MOST, Math.max(USUAL, unread + 3));
    List<ChatMessage> list = account.read(chat, new ReadQuery(limit, null, false));
    desk.open(chat, list, fresh(list, unread));
    long older = unread - list.stream().filter(this::isFromOthers).count();
    if (older > 0 && list.size() == limit) {
      desk.note(
          older
              + " unread messages are further up: /read --limit 1000 --before "
              + list.get(0).seq());
    }
    // What came between the two; the desk shows nothing twice.
    desk.more(account.read(chat, new ReadQuery(MOST, null, true)));
    watch.updateSoon();
  }

  /** How many entries at the end it takes to show that many unread messages. */
  private int fresh(List<ChatMessage> list, long unread) {
    long left = unread;
    int count = 0;
    for (int at = list.size() - 1; at >= 0 && left > 0; at--) {
      count++;
      if (isFromOthers(list.get(at))) {
        left--;
      }
    }
    return count == list.size() ? 0 : count;
  }

  private boolean isFromOthers(ChatMessage message) {
    return message.kind().isWritten() && !desk.state().who().username().equals(message.sender());
  }

  /** Back to the lobby. */
  void leave() {
    desk.change(state -> state.leaving());
  }
}
