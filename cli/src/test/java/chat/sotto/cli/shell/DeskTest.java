package chat.sotto.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.cli.output.picture.Graphics;
import chat.sotto.cli.output.picture.PictureView;
import chat.sotto.cli.shell.line.Screen;
import chat.sotto.cli.shell.state.ShellState;
import chat.sotto.cli.shell.view.MessageView;
import chat.sotto.cli.shell.view.Notices;
import chat.sotto.cli.shell.view.Pictures;
import chat.sotto.cli.shell.view.StatusView;
import chat.sotto.cli.shell.view.Theme;
import chat.sotto.client.image.Pixels;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.ImageInfo;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.Username;
import chat.sotto.client.model.WhoAmI;
import com.google.crypto.tink.util.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pictures below the lines of their messages. */
class DeskTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:34:00Z");
  private static final Username ALICE = new Username("alice");
  private static final Username BOB = new Username("bob");
  private static final ChatId CHAT = ChatId.parse("00112233445566778899aabbccddeeff");

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final Theme plain = new Theme(false);
  private final MessageView messages = new MessageView(plain, ALICE, ZoneOffset.UTC);
  private final Desk desk =
      new Desk(
          ShellState.begin(new WhoAmI(ALICE, DeviceId.NONE, "a0a1a2a3a4a5a6a7", true))
              .listing(
                  List.of(
                      new ChatInfo(
                          CHAT,
                          ChatKind.DIRECT,
                          "bob",
                          List.of(ALICE, BOB),
                          ChatState.ACTIVE,
                          0,
                          Seq.ZERO))),
          new Notices(plain, messages),
          messages,
          new StatusView(plain),
          new Pictures(new PictureView(Graphics.BLOCKS)),
          InstantSource.fixed(NOW));
  private Screen screen;

  @BeforeEach
  void show() {
    screen = newScreen();
    output.reset();
    desk.showOn(screen);
  }

  @AfterEach
  void close() {
    screen.close();
  }

  private Screen newScreen() {
    try {
      Terminal terminal =
          new ExternalTerminal(
              "test", "ansi", InputStream.nullInputStream(), output, StandardCharsets.UTF_8);
      terminal.setSize(Size.of(80, 24));
      return new Screen(terminal, desk::prompt, typed -> {});
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void image_inTheOpenChat_isDrawnBelowItsLine() {
    desk.open(CHAT, List.of(), 0);
    output.reset();
    desk.happened(new Event.MessageReceived(image(1)));
    desk.happened(new Event.MessageReceived(image(1)));
    assertThat(printed())
        .containsExactly(
            "-- 2026-11-21 --", "#1 12:34 bob: [x.png, image/png, 1 byte, 2x2]", "    | ▀▀");
  }

  @Test
  void listed_chatOpenedBeforeItsEventCame_isToldOnce() {
    WhoAmI alice = new WhoAmI(ALICE, DeviceId.NONE, "a0a1a2a3a4a5a6a7", true);
    ChatInfo old = desk.state().chat(CHAT).orElseThrow().info();
    ChatInfo fresh =
        new ChatInfo(
            ChatId.parse("ff112233445566778899aabbccddeeff"),
            ChatKind.DIRECT,
            "carol",
            List.of(ALICE, new Username("carol")),
            ChatState.ACTIVE,
            0,
            Seq.ZERO);
    desk.listed(alice, List.of(old));
    assertThat(printed()).isEmpty();

    desk.listed(alice, List.of(old, fresh));
    assertThat(printed())
        .containsExactly("* the chat with carol is open for both of you (/chat carol)");
    desk.happened(new Event.ChatChanged(fresh));
    desk.listed(alice, List.of(old, fresh));
    assertThat(printed()).hasSize(1);
  }

  @Test
  void image_inAnotherChat_isNotDrawn() {
    desk.happened(new Event.MessageReceived(image(1)));
    assertThat(String.join("", printed())).doesNotContain("▀");
  }

  @Test
  void images_ofAChatThatIsOpened_areDrawnIfTheyAreAmongTheNewest() {
    List<ChatMessage> list = new ArrayList<>();
    for (int seq = 1; seq <= 7; seq++) {
      list.add(image(seq));
    }
    desk.open(CHAT, list, 2);
    List<String> lines = printed();
    assertThat(lines).filteredOn(line -> line.equals("    | ▀▀")).hasSize(5);
    assertThat(lines.subList(2, 6))
        .containsExactly(
            "#1 12:34 bob: [x.png, image/png, 1 byte, 2x2]",
            "#2 12:34 bob: [x.png, image/png, 1 byte, 2x2]",
            "#3 12:34 bob: [x.png, image/png, 1 byte, 2x2]",
            "    | ▀▀");
    assertThat(lines).endsWith("#7 12:34 bob: [x.png, image/png, 1 byte, 2x2]", "    | ▀▀");
  }

  private List<String> printed() {
    return output
        .toString(StandardCharsets.UTF_8)
        .replaceAll("\033\\[[0-9;]*[A-Za-z]", "")
        .lines()
        .toList();
  }

  private static ChatMessage image(long seq) {
    byte[] thumbnail = Pixels.of(2, 2, 0xffff0000, 0xffff0000, 0xffff0000, 0xffff0000).toPng();
    return new ChatMessage(
        CHAT,
        new Seq(seq),
        BOB,
        DeviceId.NONE,
        NOW,
        MessageKind.FILE,
        null,
        null,
        new FileInfo("x.png", "image/png", 1, "00", new ImageInfo(2, 2, Bytes.copyFrom(thumbnail))),
        null);
  }
}
