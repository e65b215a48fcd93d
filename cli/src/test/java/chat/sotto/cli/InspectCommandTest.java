package chat.sotto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sotto inspect}: needs nothing but the capture. */
class InspectCommandTest {
  private static final String CHAT = "ygAAAAAAAAAAAAAAAAAAAA==";
  private static final String NOBODY = "AAAAAAAAAAAAAAAAAAAAAA==";
  private static final String NOTICE =
      "{\"chatId\":\"%s\",\"seq\":\"%d\",\"kind\":\"ENTRY_KIND_NOTICE\",\"senderDevice\":\"%s\","
          + "\"clientId\":\"%s\",\"timeMs\":\"1795259576933\",\"payload\":\"CAESA2JvYiAB\"}";

  @TempDir Path home;
  private Sotto sotto;

  @BeforeEach
  void start() {
    sotto = new Sotto(home);
    sotto.environment.clear();
  }

  private static String notice(int seq) {
    return NOTICE.formatted(CHAT, seq, NOBODY, NOBODY);
  }

  private int inspect(String capture, String... arguments) {
    sotto.stdin = capture.getBytes(StandardCharsets.UTF_8);
    String[] all = new String[arguments.length + 1];
    all[0] = "inspect";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return sotto.run(all);
  }

  @Test
  void stdin_entries_areExplainedLineByLine() {
    assertThat(inspect(notice(1) + notice(2))).isZero();

    assertThat(sotto.out)
        .startsWith(
            """
            entry
              chat                    ca000000000000000000000000000000
              seq                     1
              kind                    notice
              time                    2026-11-21T11:12:56.933Z
            """)
        .contains("  notice.kind             left\n  notice.username         bob\n")
        .contains("\nchain\n");
    assertThat(sotto.world.calls).isEmpty();
  }

  @Test
  void json_isOneObjectAFrameAndOneAChain() {
    assertThat(inspect(notice(1) + notice(2), "-", "--json")).isZero();

    List<JsonObject> lines =
        sotto.out.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1).keySet())
        .containsExactly(
            "frame",
            "chat",
            "seq",
            "kind",
            "sender_device",
            "client_id",
            "time",
            "payload_bytes",
            "deleted",
            "entry_hash",
            "hash",
            "envelope",
            "commit",
            "deletion",
            "notice",
            "message",
            "unknown_fields");
    assertThat(lines.get(1).get("time").getAsString()).isEqualTo("2026-11-21T11:12:56.933Z");
    assertThat(lines.get(1).get("sender_device").isJsonNull()).isTrue();
    assertThat(lines.get(2).get("frame").getAsString()).isEqualTo("chain");
    assertThat(lines.get(2).get("entries").getAsInt()).isEqualTo(2);
  }

  @Test
  void file_isRead() {
    Path capture = sotto.file("capture.json", notice(1));

    assertThat(sotto.run("inspect", capture.toString())).isZero();

    assertThat(sotto.out).startsWith("entry\n");
  }

  @Test
  void chainThatBreaks_isASecurityFailureAfterTheFrames() {
    int code = inspect(notice(1) + notice(2), "--json", "--hash-before", "11".repeat(32));

    assertThat(code).isEqualTo(7);
    assertThat(sotto.out.lines()).hasSize(3);
    assertThat(sotto.err).contains("LOG_FORKED");
  }

  @Test
  void garbage_isWrongUsage() {
    assertThat(inspect("rubbish", "--json")).isEqualTo(2);
    assertThat(sotto.err).contains("CAPTURE_UNREADABLE").doesNotContain("rubbish");
    assertThat(sotto.out).isEmpty();
  }

  @Test
  void badArguments_areWrongUsage() {
    assertThat(inspect(notice(1), home.resolve("missing").toString())).isEqualTo(2);
    assertThat(inspect(notice(1), "--type", "carrier-pigeon")).isEqualTo(2);
    assertThat(sotto.err).contains("no type", "connect-response");
    assertThat(inspect(notice(1), "--hash-before", "xyz")).isEqualTo(2);
  }

  @Test
  void textOfTheServer_cannotMoveTheCursor() {
    String rejected =
        "{\"sendRejected\":{\"chatId\":\"%s\",\"clientId\":\"%s\",\"reason\":\"REJECT_REASON_BLOCKED\","
            + "\"detail\":\"\\u001b[2J\"}}";

    assertThat(inspect(rejected.formatted(CHAT, NOBODY))).isZero();

    assertThat(sotto.out).contains("<U+001B>[2J").doesNotContain("\u001b");
  }
}
