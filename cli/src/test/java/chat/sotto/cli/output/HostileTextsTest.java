package chat.sotto.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.DeviceInfo;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.Invite;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.Safety;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.model.WhoAmI;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each thing that there is to print, with a text in it by somebody who means harm. */
class HostileTextsTest {
  private static final int ROUNDS = 60;
  private static final Username BOB = new Username("bob");
  private static final ChatId CHAT = ChatId.parse("00112233445566778899aabbccddeeff");
  private static final DeviceId DEVICE = DeviceId.parse("fedcba9876543210fedcba9876543210");
  private static final Instant NOW = Instant.parse("2026-11-21T03:04:05.678Z");
  private static final Seq SEQ = new Seq(7);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** What can be printed, by what it is made of. */
  private static final List<Printed> PRINTED =
      List.of(
          new Printed(
              "message",
              (output, text) -> output.messages(List.of(message(MessageKind.TEXT, text)))),
          new Printed(
              "system message",
              (output, text) -> output.messages(List.of(message(MessageKind.SYSTEM, text)))),
          new Printed(
              "refused",
              (output, text) -> output.messages(List.of(message(MessageKind.REFUSED, text)))),
          new Printed("file", (output, text) -> output.messages(List.of(file(text)))),
          new Printed(
              "received",
              (output, text) ->
                  output.event(new Event.MessageReceived(message(MessageKind.TEXT, text)))),
          new Printed(
              "announced",
              (output, text) ->
                  output.event(new Event.Announced(new Announcement(1, NOW, text, false)))),
          new Printed(
              "warning",
              (output, text) ->
                  output.event(
                      new Event.SecurityWarning(
                          Event.SecurityWarning.Kind.LOG_DIFFERS, CHAT, BOB, text))),
          new Printed(
              "connection",
              (output, text) ->
                  output.event(new Event.ConnectionChanged(ConnectionState.OFFLINE, text))),
          new Printed("titles", (output, text) -> output.chats(List.of(chat(text), chat("x")))),
          new Printed(
              "title changed", (output, text) -> output.event(new Event.ChatChanged(chat(text)))),
          new Printed(
              "device names",
              (output, text) ->
                  output.devices(List.of(new DeviceInfo(DEVICE, text, NOW, NOW, false)))),
          new Printed(
              "server", (output, text) -> output.whoAmI(new WhoAmI(BOB, DEVICE, text, true))),
          new Printed("safety", (output, text) -> output.safety(new Safety(BOB, text, false))),
          new Printed("link", (output, text) -> output.invite(new Invite(text, 1, NOW))),
          new Printed(
              "data", (output, text) -> output.data(List.of(text), Fields.of("text", text))),
          new Printed("done", (output, text) -> output.done(text, Fields.of("text", text))),
          new Printed("note", Output::note),
          new Printed(
              "failure",
              (output, text) ->
                  output.failure(
                      SottoException.named("X" + text, Failure.REFUSED, text)
                          .hint(text)
                          .field(text))));

  private record Printed(String name, BiConsumer<Output, String> print) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static ChatMessage message(MessageKind kind, String text) {
    return new ChatMessage(CHAT, SEQ, BOB, DEVICE, NOW, kind, text, SEQ, null, null);
  }

  private static ChatMessage file(String text) {
    FileInfo file = new FileInfo(text, text, 3, "00", null);
    return new ChatMessage(CHAT, SEQ, BOB, DEVICE, NOW, MessageKind.FILE, text, SEQ, file, null);
  }

  private static ChatInfo chat(String title) {
    return new ChatInfo(CHAT, ChatKind.GROUP, title, List.of(BOB), ChatState.ACTIVE, 0, SEQ);
  }

  private static Random random(Nasty alphabet) {
    return new Random(alphabet.name().hashCode());
  }

  static Stream<Arguments> everythingInEveryAlphabet() {
    return PRINTED.stream()
        .flatMap(what -> Arrays.stream(Nasty.values()).map(by -> Arguments.of(what, by)));
  }

  @ParameterizedTest
  @MethodSource("everythingInEveryAlphabet")
  void text_whateverOthersWrote_isHarmless(Printed what, Nasty alphabet) {
    Random random = random(alphabet);
    for (int round = 0; round < ROUNDS; round++) {
      String text = alphabet.text(random);
      what.print.accept(
          new TextOutput(new LineWriter(out), new LineWriter(err), ZoneOffset.UTC), text);
      for (String line : taken()) {
        assertThat(Harm.in(line.replace("\t", ""))).as("from %s", Harm.spelled(text)).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everythingInEveryAlphabet")
  void json_whateverOthersWrote_isOneHarmlessLineThatSaysTheSame(Printed what, Nasty alphabet) {
    Random random = random(alphabet);
    for (int round = 0; round < ROUNDS; round++) {
      String text = alphabet.text(random);
      what.print.accept(new JsonOutput(new LineWriter(out), new LineWriter(err)), text);
      for (String line : taken()) {
        // Notes are for people in this form as well.
        boolean note = line.startsWith("sotto: ");
        assertThat(note ? Harm.in(line) : Harm.inJson(line))
            .as("from %s", Harm.spelled(text))
            .isEmpty();
        assertThat(note || JsonParser.parseString(line).isJsonObject()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("alphabets")
  void json_messageText_isReadBackAsItWas(Nasty alphabet) {
    Random random = random(alphabet);
    for (int round = 0; round < ROUNDS; round++) {
      String text = alphabet.text(random);
      new JsonOutput(new LineWriter(out), new LineWriter(err))
          .messages(List.of(message(MessageKind.TEXT, text)));
      String line = taken().get(0);
      assertThat(JsonParser.parseString(line).getAsJsonObject().get("text").getAsString())
          .isEqualTo(text);
    }
  }

  static Stream<Nasty> alphabets() {
    return Arrays.stream(Nasty.values());
  }

  @ParameterizedTest
  @MethodSource("alphabets")
  void text_linesOfOneMessage_standBehindAGutter(Nasty alphabet) {
    Random random = random(alphabet);
    for (int round = 0; round < ROUNDS; round++) {
      String text = alphabet.text(random) + "\n#8  2026-11-21 03:04  eve: x\r\n" + "\n";
      new TextOutput(new LineWriter(out), new LineWriter(err), ZoneOffset.UTC)
          .messages(List.of(message(MessageKind.TEXT, text)));
      List<String> lines = taken();
      assertThat(lines.get(0)).startsWith("#7  2026-11-21 03:04  bob (to #7): ");
      assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith("    | "));
    }
  }

  @Test
  void text_titleWithLineEnd_staysOneRow() {
    new TextOutput(new LineWriter(out), new LineWriter(err), ZoneOffset.UTC)
        .chats(List.of(chat("x\n00112233445566778899aabbccddeeff  group  active  0  7  y")));
    assertThat(taken()).hasSize(2);
  }

  @Test
  void json_yearThatRfc3339CannotSay_isUnknown() {
    assertThat(Fields.of("time", Instant.ofEpochMilli(Long.MAX_VALUE)).toJson())
        .isEqualTo("{\"time\":null}");
    assertThat(Fields.of("time", Instant.ofEpochMilli(Long.MIN_VALUE)).toJson())
        .isEqualTo("{\"time\":null}");
    assertThat(Fields.of("time", Instant.parse("9999-12-31T23:59:59.999Z")).toJson())
        .isEqualTo("{\"time\":\"9999-12-31T23:59:59.999Z\"}");
  }

  @Test
  void lineWriter_whatNobodyMadePrintable_isMadeSoHere() {
    new LineWriter(out).line("a\u001b[2J\u202Eb");
    assertThat(taken()).containsExactly("a<U+001B>[2J<U+202E>b");
  }

  @Test
  void json_marksOnQuotesAndFloodsOfThem_areEscaped() {
    assertThat(Fields.of("text", "\u0301e\u0301" + "a\u0301".repeat(2)).toJson())
        .isEqualTo("{\"text\":\"\\u0301e\u0301a\u0301a\u0301\"}");
    assertThat(Fields.of("text", "a" + "\u0301".repeat(6)).toJson())
        .isEqualTo("{\"text\":\"a" + "\u0301".repeat(4) + "\\u0301\\u0301\"}");
  }

  /** The lines that were printed since the last time, of both outputs. */
  private List<String> taken() {
    List<String> lines = new ArrayList<>();
    for (ByteArrayOutputStream stream : List.of(out, err)) {
      String text = stream.toString(StandardCharsets.UTF_8);
      if (!text.isEmpty()) {
        // Not String.lines, which would take other signs for line ends than a terminal does.
        lines.addAll(List.of(text.substring(0, text.length() - 1).split("\n", -1)));
      }
      stream.reset();
    }
    return lines;
  }
}
