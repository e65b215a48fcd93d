package chat.sotto.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.KeyValuePair;

/** What a line looks like, and that nobody can make it look like two. */
class LineEncoderTest {
  private static final Instant TIME = Instant.parse("2026-11-21T11:00:00Z");
  private static final String FAKE = "2026-11-21T11:00:00.000Z INFO  EventLog: a user registered";
  private static final String HOSTILE =
      "bob\r\n"
          + FAKE
          + "\n{\"time\":\"x\"}\u0085\u2028\u001b[2J\u0007\u202e event=registered \"\\";

  @Test
  void text_ofAnEvent_isTimeLevelLoggerMessageAndFacts() {
    assertThat(line(LogFormat.TEXT, "a user registered", null, "user", "alice", "address", "::1"))
        .isEqualTo(
            "2026-11-21T11:00:00.000Z INFO  EventLog: a user registered user=alice address=::1\n");
  }

  @Test
  void json_ofAnEvent_isOneObject() {
    JsonObject line = json(line(LogFormat.JSON, "a user registered", null, "user", "alice"));
    assertThat(line.keySet()).containsExactly("time", "level", "logger", "message", "user");
    assertThat(line.get("time").getAsString()).isEqualTo("2026-11-21T11:00:00Z");
    assertThat(line.get("level").getAsString()).isEqualTo("info");
  }

  @Test
  void json_ofANumber_isANumber() {
    assertThat(
            json(line(LogFormat.JSON, "m", null, "open", 3))
                .get("open")
                .getAsJsonPrimitive()
                .isNumber())
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource(LogFormat.class)
  void line_whateverAPeerWrites_staysOneLine(LogFormat format) {
    String line = line(format, "said " + HOSTILE, null, "user", HOSTILE);
    assertThat(line.lines()).hasSize(1);
    assertThat(line).endsWith("\n");
    assertThat(line.strip().codePoints())
        .noneMatch(Character::isISOControl)
        .noneMatch(point -> point == 0x2028 || point == 0x202e);
  }

  @Test
  void text_factWithAFactInIt_isQuoted() {
    assertThat(line(LogFormat.TEXT, "m", null, "user", "eve event=registered"))
        .contains("user=\"eve event=registered\"");
    assertThat(line(LogFormat.TEXT, "m", null, "user", "e\" x=\""))
        .contains("user=\"e\\\" x=\\\"\"");
    assertThat(line(LogFormat.TEXT, "m", null, "user", "")).contains("user=\"\"");
  }

  @Test
  void json_hostileFact_isReadBackAsItWas() {
    JsonObject line = json(line(LogFormat.JSON, "m", null, "user", HOSTILE));
    assertThat(line.get("user").getAsString()).isEqualTo(HOSTILE);
  }

  @Test
  void text_exceptionWithAForgedLine_hasOneLineThatBeginsWithATime() {
    String line = line(LogFormat.TEXT, "failed", new IllegalStateException("no\n" + FAKE));
    assertThat(line.lines().filter(each -> each.matches("\\d{4}-.*"))).hasSize(1);
    assertThat(line).contains("IllegalStateException: no").contains("\n    at ");
  }

  @Test
  void json_exception_isInTheSameLine() {
    String line = line(LogFormat.JSON, "failed", new IllegalStateException("no\n" + FAKE));
    assertThat(line.lines()).hasSize(1);
    assertThat(json(line).get("exception").getAsString()).contains("IllegalStateException: no");
  }

  @ParameterizedTest
  @EnumSource(LogFormat.class)
  void line_ofAnythingLong_isBounded(LogFormat format) {
    String endless = "x".repeat(1_000_000);
    assertThat(line(format, endless, new IllegalStateException(endless), "user", endless).length())
        .isLessThan(30_000);
  }

  private static JsonObject json(String line) {
    return JsonParser.parseString(line).getAsJsonObject();
  }

  private static String line(
      LogFormat format, String message, @Nullable Throwable thrown, Object... facts) {
    LoggingEvent event =
        new LoggingEvent(
            LineEncoderTest.class.getName(),
            new LoggerContext().getLogger("chat.sotto.service.event.EventLog"),
            Level.INFO,
            message,
            thrown,
            new Object[0]);
    event.setInstant(TIME);
    List<KeyValuePair> pairs = new java.util.ArrayList<>();
    for (int i = 0; i < facts.length; i += 2) {
      pairs.add(new KeyValuePair((String) facts[i], facts[i + 1]));
    }
    event.setKeyValuePairs(pairs);
    return new String(LineEncoder.of(format).encode(event), StandardCharsets.UTF_8);
  }
}
