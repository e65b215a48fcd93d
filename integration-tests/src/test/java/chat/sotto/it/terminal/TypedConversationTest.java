package chat.sotto.it.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Username;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people at two terminals, from their first start to the end of their chat. */
class TypedConversationTest {
  private static final Pattern NUMBER = Pattern.compile("([0-9]{5}[ \\n]+){11}[0-9]{5}");

  @TempDir Path folder;

  @Test
  void twoPeople_typingAllOfIt_meetTalkAndPart() {
    try (Town town = new Town(folder);
        PseudoTerminal alice = town.terminal("alice").run();
        PseudoTerminal bob = town.terminal("bob").run("chat")) {
      Walk.toTheShell(alice, town.link(), "alice");
      Walk.toTheShell(bob, town.link(), "bob");

      // They meet.
      alice.enter("/newChat bob");
      bob.awaitScreen("alice asks for a chat: /accept alice");
      bob.enter("/requests");
      bob.awaitLine("the request", line -> line.contains("alice") && line.contains("direct"));
      bob.enter("/accept alice");
      alice.awaitScreen("the chat with bob is open for both of you");
      Walk.into(alice, "bob");
      Walk.into(bob, "alice");

      // They talk, and each sees how far it is.
      alice.type("hello");
      bob.awaitScreen("alice is typing");
      alice.enter(" bob");
      bob.awaitScreen("alice: hello bob");
      bob.awaitGone("is typing");
      alice.awaitScreen("✓✓ read");
      bob.enter("hello alice");
      alice.awaitScreen("bob: hello alice");
      bob.awaitScreen("✓✓ read");

      // A third one writes, and it is counted where alice does not look.
      Account carol = town.neighbour("carol");
      ChatId withCarol = carol.request(new Username("alice"));
      alice.awaitScreen("carol asks for a chat");
      alice.enter("/accept carol");
      alice.awaitScreen("the chat with carol is open");
      carol.send(withCarol, "are you there?", null);
      carol.send(withCarol, "it is about tomorrow", null);
      alice.awaitScreen("unread: carol 2");
      assertThat(alice.screenLines()).noneMatch(line -> line.contains("about tomorrow"));
      Walk.into(alice, "carol");
      alice.awaitScreen("carol: it is about tomorrow");
      alice.awaitGone("unread: carol");

      // From there, a word to bob alone; he is told of it where he is.
      alice.enter("/whisper bob back in a minute");
      bob.awaitScreen("alice: back in a minute");
      bob.enter("/exit");
      bob.awaitPrompt("sotto>");
      alice.enter("/whisper bob now");
      bob.awaitScreen("unread: alice 1");

      // Keys.
      Walk.into(alice, "bob");
      alice.enter("/rekey");
      alice.awaitLine("the new key", line -> line.contains("epoch") || line.contains("key"));
      alice.enter("/safety");
      Walk.into(bob, "alice");
      bob.enter("/safety");
      assertThat(safetyNumber(alice)).isEqualTo(safetyNumber(bob));

      // They part.
      alice.enter("/deleteChat");
      alice.awaitPrompt("sure? [y/N]");
      alice.enter("y");
      alice.awaitPrompt("sotto>");
      bob.awaitScreen("the chat with alice is closed");
      bob.enter("still there?");
      bob.awaitScreen("not sent");
      alice.enter("/quit");
      alice.awaitExit(0);
      bob.enter("/quit");
      bob.awaitExit(0);
      assertThat(alice.unknownSequences()).isEmpty();
    }
  }

  private static String safetyNumber(PseudoTerminal terminal) {
    terminal.await("a safety number", () -> NUMBER.matcher(terminal.everything()).find());
    return NUMBER
        .matcher(terminal.everything())
        .results()
        .map(MatchResult::group)
        .reduce((first, second) -> second)
        .orElseThrow()
        .replaceAll("\\s+", " ");
  }
}
