package chat.sotto.client.agent;

import chat.sotto.client.Account;
import chat.sotto.client.Accounts;
import chat.sotto.client.OpenMode;
import chat.sotto.client.model.SentMessage;
import java.nio.file.Path;

/** A one-shot command beside an agent, as a process of its own. */
final class AgentCaller {
  private AgentCaller() {}

  /** Asks who it is, and sends something. */
  public static void main(String[] args) {
    try (Account account =
        Accounts.open(
            Path.of(args[0]),
            () -> {
              throw new AssertionError("no password is needed");
            },
            OpenMode.ONE_SHOT)) {
      SentMessage sent = account.send(ScriptedAccount.CHAT, "hi", null);
      System.out.println("called " + account.whoAmI().username() + " " + sent.seq());
    }
  }
}
