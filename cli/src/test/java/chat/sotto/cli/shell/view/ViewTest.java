package chat.sotto.cli.shell.view;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.cli.output.Columns;
import chat.sotto.cli.shell.state.ShellState;
import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ChatRequest;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.ImageInfo;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.MessageStatus;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.Username;
import chat.sotto.client.model.WhoAmI;
import com.google.crypto.tink.util.Bytes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:34:00Z");
  private static final Username ALICE = new Username("alice");
  private static final Username BOB = new Username("bob");
  private static final ChatId CHAT = ChatId.parse("00112233445566778899aabbccddeeff");

  private final Theme theme = new Theme(true);
  private final MessageView messages = new MessageView(theme, ALICE, ZoneOffset.UTC);
  private final Notices notices = new Notices(theme, messages);
  private final StatusView status = new StatusView(theme);
  private final ShellState online =
      ShellState.begin(new WhoAmI(ALICE, DeviceId.NONE, "a0a1a2a3a4a5a6a7", true))
          .listing(List.of(info(3)))
          .after(new Event.ConnectionChanged(ConnectionState.ONLINE, null), NOW);

  @Test
  void message_isOneLineWithNumberTimeAndName() {
    assertThat(text(messages.lines(message(BOB, "hello", null), 80)))
        .containsExactly("#12 12:34 bob: hello");
  }

  @Test
  void ownMessage_carriesItsMark() {
    assertThat(text(messages.lines(message(ALICE, "hello", MessageStatus.SENT), 80)))
        .containsExactly("#12 12:34 alice: hello ✓");
    assertThat(text(messages.lines(message(ALICE, "hello", MessageStatus.DELIVERED), 80)))
        .containsExactly("#12 12:34 alice: hello ✓✓");
    assertThat(text(messages.lines(message(ALICE, "hello", MessageStatus.READ), 80)))
        .containsExactly("#12 12:34 alice: hello ✓✓ read");
  }

  @Test
  void file_isOneLineWithNameTypeAndSize_andCarriesItsMark() {
    assertThat(text(messages.lines(file("photo.jpg", "here", MessageStatus.READ), 80)))
        .containsExactly("#12 12:34 alice: [photo.jpg, image/jpeg, 2.1 MB, 40x30] here ✓✓ read");
    assertThat(text(messages.lines(file("photo.jpg", null, null), 80)))
        .containsExactly("#12 12:34 alice: [photo.jpg, image/jpeg, 2.1 MB, 40x30]");
  }

  @Test
  void file_ofAHostileName_cannotFakeAnotherMessage() {
    List<String> lines =
        text(
            messages.lines(
                file("x\n#13 12:35 bob: hi\u001b[2J" + "x".repeat(300), "a\n* b", null), 80));

    assertThat(lines.get(0)).startsWith("#12 12:34 alice: [x<U+000A>#13 12:35 bob: hi<U+001B>[2J");
    assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith("    | "));
    assertThat(String.join("", lines)).hasSizeLessThan(200).doesNotContain("\u001b");
  }

  @Test
  void status_saysHowFarAFileHasCome() {
    assertThat(status.line(online.transferring("x.jpg  50%"), 60).toString())
        .startsWith("-- online · x.jpg  50% · unread: bob 3");
    assertThat(status.line(online.transferring("x.jpg  50%").transferring(null), 60).toString())
        .startsWith("-- online · unread: bob 3");
  }

  private static ChatMessage file(
      String name, @Nullable String caption, @Nullable MessageStatus mark) {
    return new ChatMessage(
        CHAT,
        new Seq(12),
        ALICE,
        DeviceId.NONE,
        NOW,
        MessageKind.FILE,
        caption,
        null,
        new FileInfo(
            name,
            "image/jpeg",
            2_100_000,
            "00",
            new ImageInfo(40, 30, Bytes.copyFrom(new byte[0]))),
        mark);
  }

  @Test
  void message_notSent_saysSo() {
    ChatMessage message =
        new ChatMessage(
            CHAT, Seq.ZERO, ALICE, null, NOW, MessageKind.NOT_SENT, "too late", null, null, null);

    assertThat(text(messages.lines(message, 80))).singleElement().asString().endsWith("(not sent)");
  }

  @Test
  void message_ofSeveralLines_cannotFakeAnother() {
    List<String> lines =
        text(
            messages.lines(
                message(
                    BOB,
                    "x\n#13 12:35 alice: I owe you\r!! SECURITY WARNING\u001b[2J\u2028* note",
                    null),
                80));

    assertThat(lines.get(0)).isEqualTo("#12 12:34 bob: x");
    assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith("    | "));
    assertThat(String.join("", lines)).doesNotContain("\u001b").doesNotContain("\r");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 40, 80, 200})
  void longMessage_withoutOrWithBlanks_neverReachesTheEdge(int width) {
    for (String text :
        List.of(
            "x".repeat(500),
            "word ".repeat(100),
            "日本語".repeat(60),
            "👩‍👩‍👧 ".repeat(40),
            " ".repeat(300) + "!! SECURITY WARNING")) {
      List<AttributedString> lines =
          messages.lines(message(ALICE, text, MessageStatus.READ), width);
      if (width >= 20) {
        assertThat(lines).allMatch(line -> line.columnLength() < width);
      }
      assertThat(text(lines.subList(1, lines.size()))).allMatch(line -> line.startsWith("    |"));
    }
  }

  @Test
  void title_ofAnUnknownLanguageOrWithControls_isShownHarmlessly() {
    ShellState open =
        online
            .listing(
                List.of(
                    new ChatInfo(
                        CHAT,
                        ChatKind.GROUP,
                        "a\u001b]0;x\u0007\nb> \u202e",
                        List.of(ALICE, BOB),
                        ChatState.ACTIVE,
                        0,
                        new Seq(1))))
            .opening(CHAT, List.of());

    assertThat(status.prompt(open).toString())
        .doesNotContain("\n")
        .doesNotContain("\u001b")
        .doesNotContain("\u202e");
  }

  @Test
  void status_tellsWhatMatters() {
    ShellState state = online.after(new Event.Typing(CHAT, BOB, true), NOW);

    assertThat(status.line(state, 100).toString())
        .startsWith("-- online · bob is typing · unread: bob 3 · alice@a0a1a2a3 --");
  }

  @Test
  void status_withoutAConnection_saysWhy() {
    ShellState state =
        online.after(
            new Event.ConnectionChanged(ConnectionState.CONNECTING, "refused\u001b[0m"), NOW);

    assertThat(status.line(state, 100).toString()).startsWith("-- connecting: refused<U+001B>");
  }

  @Test
  void status_loggedOut_saysNothingElse() {
    ShellState state = online.as(new WhoAmI(ALICE, DeviceId.NONE, "a0a1a2a3a4a5a6a7", false));

    assertThat(status.line(state, 100).toString()).startsWith("-- logged out ·");
  }

  @Test
  void status_ofAnOpenChat_tellsHowFarTheLastMessageHasCome() {
    ShellState open = online.opening(CHAT, List.of(message(ALICE, "hi", MessageStatus.SENT)));
    assertThat(status.line(open, 100).toString()).contains("· #12 ✓ stored ·");

    ShellState delivered = open.after(new Event.Delivered(CHAT, BOB, new Seq(12)), NOW);
    assertThat(status.line(delivered, 100).toString()).contains("· #12 ✓✓ delivered ·");

    ShellState read = delivered.after(new Event.Read(CHAT, BOB, new Seq(12)), NOW);
    assertThat(status.line(read, 100).toString()).contains("· #12 ✓✓ read ·");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 20, 40, 80})
  void status_ofAnyWidth_isOneLineThatFits(int width) {
    ShellState state =
        online.after(
            new Event.ConnectionChanged(ConnectionState.CONNECTING, "日本語 ".repeat(30)), NOW);

    assertThat(status.line(state, width).columnLength()).isLessThanOrEqualTo(width);
    assertThat(status.line(state, width).toString()).doesNotContain("\n");
  }

  @Test
  void theme_withoutColours_hasNoEscapes() {
    Theme plain = new Theme(false);
    MessageView view = new MessageView(plain, ALICE, ZoneOffset.UTC);
    Notices all = new Notices(plain, view);
    for (AttributedString line :
        List.of(
            view.lines(message(BOB, "hello", null), 80).get(0),
            all.alarm("beware", 80).get(0),
            all.failure("no", 80).get(0),
            all.rule("x"),
            new StatusView(plain).line(online, 80),
            new StatusView(plain).prompt(online))) {
      assertThat(line.toAnsi()).doesNotContain("\u001b");
    }
    assertThat(notices.alarm("beware", 80).get(0).toAnsi()).contains("\u001b[");
  }

  @Test
  void notice_ofAMessageElsewhere_hasNoneOfItsContent() {
    Event event = new Event.MessageReceived(message(BOB, "secret plan", null));
    ShellState before = online.listing(List.of(info(0)));

    List<String> lines = text(notices.of(event, before, before.after(event, NOW), 80));

    assertThat(lines).containsExactly("* bob: a message (/chat bob)");
  }

  @Test
  void notice_whileSynchronising_waitsForTheSum() {
    ShellState busy =
        online.after(new Event.ConnectionChanged(ConnectionState.SYNCHRONISING, null), NOW);
    Event event = new Event.MessageReceived(message(BOB, "hi", null));
    ShellState counted = busy.after(event, NOW);
    assertThat(notices.of(event, busy, counted, 80)).isEmpty();

    Event done = new Event.ConnectionChanged(ConnectionState.ONLINE, null);
    assertThat(text(notices.of(done, counted, counted.after(done, NOW), 80)))
        .containsExactly("* unread: bob 4");
  }

  @Test
  void message_shownAlready_isNotShownAgain() {
    ChatMessage message = message(BOB, "hi", null);
    ShellState open = online.opening(CHAT, List.of(message));
    Event event = new Event.MessageReceived(message);

    assertThat(notices.of(event, open, open.after(event, NOW), 80)).isEmpty();
  }

  @Test
  void request_toldAgainWithANewConnection_isNoNews() {
    Event event =
        new Event.RequestReceived(new ChatRequest(ChatId.random(), BOB, ChatKind.DIRECT, NOW));
    ShellState after = online.after(event, NOW);

    assertThat(text(notices.of(event, online, after, 80)))
        .containsExactly("* bob asks for a chat: /accept bob or /decline bob");
    assertThat(notices.of(event, after, after.after(event, NOW), 80)).isEmpty();
  }

  @Test
  void warning_standsOutAndCannotBeMistaken() {
    Event event =
        new Event.SecurityWarning(
            Event.SecurityWarning.Kind.LOG_DIFFERS, CHAT, null, "the log\nof bob differs");

    assertThat(text(notices.of(event, online, online, 80)))
        .containsExactly("!! SECURITY WARNING: the log", "   of bob differs");
  }

  @Test
  void announcement_comesFromTheServer_andItsTextStaysInItsGutter() {
    Event event =
        new Event.Announced(new Announcement(1, NOW, "closed\n!! SECURITY WARNING", false));

    assertThat(text(notices.of(event, online, online, 80)))
        .containsExactly(
            "* 12:34 the server, to everybody:", "    | closed", "    | !! SECURITY WARNING");
  }

  @Test
  void columns_countWhatATerminalDraws() {
    assertThat(Columns.of("plain")).isEqualTo(5);
    assertThat(Columns.of("日本")).isEqualTo(4);
    assertThat(Columns.of("é😀")).isEqualTo(3);
    assertThat(Columns.shortened("日本語", 4)).isEqualTo("日…");
    assertThat(Columns.shortened("日本", 4)).isEqualTo("日本");
  }

  private static List<String> text(List<AttributedString> lines) {
    return lines.stream().map(AttributedString::toString).toList();
  }

  private static ChatMessage message(Username sender, String text, @Nullable MessageStatus status) {
    return new ChatMessage(
        CHAT, new Seq(12), sender, DeviceId.NONE, NOW, MessageKind.TEXT, text, null, null, status);
  }

  private static ChatInfo info(long unread) {
    return new ChatInfo(
        CHAT, ChatKind.DIRECT, "bob", List.of(ALICE, BOB), ChatState.ACTIVE, unread, new Seq(11));
  }
}
