package chat.sotto.cli.shell.state;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ChatRequest;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.MessageStatus;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.Username;
import chat.sotto.client.model.WhoAmI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellStateTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Username ALICE = new Username("alice");
  private static final Username BOB = new Username("bob");
  private static final ChatId CHAT = ChatId.parse("00112233445566778899aabbccddeeff");
  private static final ChatId OTHER = ChatId.parse("ff112233445566778899aabbccddeeff");

  private final ShellState state =
      ShellState.begin(new WhoAmI(ALICE, DeviceId.NONE, "a0a1a2a3a4a5a6a7", true))
          .listing(List.of(info(CHAT, "bob", 2, 7), info(OTHER, "carol", 0, 3)));

  @Test
  void message_inAChatThatIsNotOpen_isUnread() {
    ShellState after = state.after(received(CHAT, 8, BOB), NOW);

    assertThat(after.chat(CHAT).orElseThrow().unread()).isEqualTo(3);
    assertThat(after.unread()).hasSize(1);
  }

  @Test
  void message_thatTheListHasCounted_isNotCountedAgain() {
    assertThat(state.after(received(CHAT, 7, BOB), NOW).chat(CHAT).orElseThrow().unread())
        .isEqualTo(2);
  }

  @Test
  void list_olderThanWhatWasCounted_doesNotTakeMessagesBack() {
    ShellState after =
        state.after(received(CHAT, 8, BOB), NOW).listing(List.of(info(CHAT, "bob", 2, 7)));

    assertThat(after.chat(CHAT).orElseThrow().unread()).isEqualTo(3);
  }

  @Test
  void ownMessage_orASystemMessage_isNeverUnread() {
    ShellState after =
        state
            .after(received(CHAT, 8, ALICE), NOW)
            .after(new Event.MessageReceived(message(CHAT, 9, BOB, MessageKind.SYSTEM, null)), NOW);

    assertThat(after.chat(CHAT).orElseThrow().unread()).isEqualTo(2);
  }

  @Test
  void chat_openedAndLeft_hasNothingUnreadButWhatCameAfterwards() {
    ShellState open = state.opening(CHAT, List.of());
    assertThat(open.unread()).isEmpty();
    assertThat(open.after(received(CHAT, 8, BOB), NOW).unread()).isEmpty();

    ShellState left = open.after(received(CHAT, 8, BOB), NOW).leaving();
    assertThat(left.unread()).isEmpty();
    assertThat(left.after(received(CHAT, 9, BOB), NOW).unread()).hasSize(1);
  }

  @Test
  void openChat_listedWithUnreadMessages_showsNone() {
    ShellState open = state.opening(CHAT, List.of());

    assertThat(open.listing(List.of(info(CHAT, "bob", 4, 9))).openChat().orElseThrow().unread())
        .isZero();
  }

  @Test
  void openChat_goneFromTheList_closes() {
    assertThat(state.opening(CHAT, List.of()).listing(List.of()).open()).isEmpty();
  }

  @Test
  void marks_ofOthers_onlyMoveForward_andReadMeansDelivered() {
    ShellState after =
        state
            .after(new Event.Read(CHAT, BOB, new Seq(6)), NOW)
            .after(new Event.Read(CHAT, BOB, new Seq(4)), NOW)
            .after(new Event.Delivered(CHAT, BOB, new Seq(5)), NOW);

    assertThat(after.chat(CHAT).orElseThrow().read()).isEqualTo(new Seq(6));
    assertThat(after.chat(CHAT).orElseThrow().delivered()).isEqualTo(new Seq(6));
  }

  @Test
  void readMark_ofTheUserOnAnotherDevice_emptiesTheUnreadOnlyIfItCoversThem() {
    assertThat(state.after(new Event.Read(CHAT, ALICE, new Seq(6)), NOW).chat(CHAT).orElseThrow())
        .satisfies(view -> assertThat(view.unread()).isEqualTo(2))
        .satisfies(view -> assertThat(view.read()).isEqualTo(Seq.ZERO));
    assertThat(
            state
                .after(new Event.Read(CHAT, ALICE, new Seq(7)), NOW)
                .chat(CHAT)
                .orElseThrow()
                .unread())
        .isZero();
  }

  @Test
  void opening_takesTheMarksThatOwnMessagesCarry() {
    ShellState open =
        state.opening(
            CHAT,
            List.of(
                message(CHAT, 5, ALICE, MessageKind.TEXT, MessageStatus.READ),
                message(CHAT, 6, BOB, MessageKind.TEXT, null),
                message(CHAT, 7, ALICE, MessageKind.TEXT, MessageStatus.SENT)));

    ChatView view = open.openChat().orElseThrow();
    assertThat(view.own()).isEqualTo(new Seq(7));
    assertThat(view.read()).isEqualTo(new Seq(5));
    assertThat(view.shown()).isEqualTo(new Seq(7));
  }

  @Test
  void typing_endsWithTheWordWithAMessageAndWithTime() {
    ShellState typing = state.after(new Event.Typing(CHAT, BOB, true), NOW);
    assertThat(typing.somebodyTypes()).isTrue();
    assertThat(typing.at(NOW.plusSeconds(7)).somebodyTypes()).isTrue();

    assertThat(typing.at(NOW.plusSeconds(9)).somebodyTypes()).isFalse();
    assertThat(typing.after(new Event.Typing(CHAT, BOB, false), NOW).somebodyTypes()).isFalse();
    assertThat(typing.after(received(CHAT, 8, BOB), NOW).somebodyTypes()).isFalse();
  }

  @Test
  void typing_ofTheUserOnAnotherDevice_isNoNews() {
    assertThat(state.after(new Event.Typing(CHAT, ALICE, true), NOW)).isEqualTo(state);
  }

  @Test
  void request_thatIsAnswered_waitsNoMore() {
    ChatId asked = ChatId.random();
    ShellState after =
        state.after(
            new Event.RequestReceived(new ChatRequest(asked, BOB, ChatKind.DIRECT, NOW)), NOW);
    assertThat(after.requests()).hasSize(1);

    ShellState answered = after.after(new Event.ChatChanged(info(asked, "bob", 0, 2)), NOW);
    assertThat(answered.requests()).isEmpty();
    assertThat(answered.chat(asked)).isPresent();
  }

  @Test
  void connection_changes_areKeptWithTheirReason() {
    ShellState after =
        state.after(new Event.ConnectionChanged(ConnectionState.CONNECTING, "no route"), NOW);

    assertThat(after.connection()).isEqualTo(ConnectionState.CONNECTING);
    assertThat(after.reason()).isEqualTo("no route");
  }

  @Test
  void waiting_neverFallsBelowNothing() {
    assertThat(state.waitingFor(1).waitingFor(-1).waitingFor(-1).waiting()).isZero();
  }

  private static Event received(ChatId chat, long seq, Username sender) {
    return new Event.MessageReceived(
        message(
            chat, seq, sender, MessageKind.TEXT, sender.equals(ALICE) ? MessageStatus.SENT : null));
  }

  private static ChatMessage message(
      ChatId chat,
      long seq,
      Username sender,
      MessageKind kind,
      @org.jspecify.annotations.Nullable MessageStatus status) {
    return new ChatMessage(
        chat, new Seq(seq), sender, DeviceId.NONE, NOW, kind, "hi", null, null, status);
  }

  private static ChatInfo info(ChatId chat, String title, long unread, long last) {
    return new ChatInfo(
        chat,
        ChatKind.DIRECT,
        title,
        List.of(ALICE, new Username(title)),
        ChatState.ACTIVE,
        unread,
        new Seq(last));
  }
}
