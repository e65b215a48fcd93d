package chat.sotto.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.cli.shell.state.ShellState;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.Username;
import chat.sotto.client.model.WhoAmI;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeftOutTest {
  private static final Username ALICE = new Username("alice");
  private static final ChatId CHAT = ChatId.parse("00112233445566778899aabbccddeeff");
  private static final String ID = CHAT.toString();

  private final ProgramCommands commands = new ProgramCommands();
  private final ShellState lobby =
      ShellState.begin(new WhoAmI(ALICE, DeviceId.NONE, "a0a1a2a3a4a5a6a7", true))
          .listing(
              List.of(
                  new ChatInfo(
                      CHAT,
                      ChatKind.DIRECT,
                      "bob",
                      List.of(ALICE, new Username("bob")),
                      ChatState.ACTIVE,
                      0,
                      new Seq(7))));
  private final ShellState open = lobby.opening(CHAT, List.of());

  @Test
  void chat_leftOutOfACommandAboutChats_isTheOpenOne() {
    assertThat(added("rekey")).containsExactly(ID);
    assertThat(added("leave")).containsExactly(ID);
    assertThat(added("delete")).containsExactly(ID);
    assertThat(added("read", "--limit", "5", "--new")).containsExactly(ID, "--limit", "5", "--new");
    assertThat(added("send", "hello")).containsExactly(ID, "hello");
  }

  @Test
  void chat_leftOutOfSend_isTheOpenOneWhereNothingElseIsMissing() {
    assertThat(added("send", "--file", "x")).containsExactly(ID, "--file", "x");
    assertThat(added("send", "--file=x")).containsExactly(ID, "--file=x");
    assertThat(added("send", "bob", "--file", "x")).containsExactly("bob", "--file", "x");
    assertThat(added("send", "bob", "hi")).containsExactly("bob", "hi");
    assertThat(added("send", "--", "--file")).containsExactly(ID, "--", "--file");
    assertThat(added("save", "12", "--output", "x")).containsExactly(ID, "12", "--output", "x");
  }

  @Test
  void number_alone_isAMessageOfTheOpenChat() {
    assertThat(added("delete", "12")).containsExactly(ID, "12");
    assertThat(added("delete", "#12", "--yes")).containsExactly(ID, "#12", "--yes");
  }

  @Test
  void chat_thatIsNamed_isTaken() {
    assertThat(added("rekey", "carol")).containsExactly("carol");
    assertThat(added("delete", "carol", "12")).containsExactly("carol", "12");
    assertThat(added("delete", "001122")).containsExactly("001122");
    assertThat(added("rekey", "12")).containsExactly("12");
  }

  @Test
  void person_leftOutOfSafety_isTheOtherOne_butNobodyIsBlockedThatWay() {
    assertThat(added("safety")).containsExactly("bob");
    assertThat(added("verify")).containsExactly("bob");
    assertThat(added("block")).isEmpty();
    assertThat(added("request")).isEmpty();
  }

  @Test
  void requests_areNeverTheOpenChat() {
    assertThat(added("accept")).isEmpty();
    assertThat(added("decline")).isEmpty();
  }

  @Test
  void lobby_addsNothing() {
    assertThat(LeftOut.added(commands.describe("rekey"), List.of(), lobby)).isEmpty();
  }

  private List<String> added(String name, String... arguments) {
    return LeftOut.added(commands.describe(name), List.of(arguments), open);
  }
}
