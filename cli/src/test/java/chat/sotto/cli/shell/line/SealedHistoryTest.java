package chat.sotto.cli.shell.line;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.Account;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SealedHistoryTest {
  private Optional<byte[]> note = Optional.empty();
  private Terminal terminal;

  @BeforeEach
  void open() throws Exception {
    terminal =
        TerminalBuilder.builder()
            .system(false)
            .streams(java.io.InputStream.nullInputStream(), java.io.OutputStream.nullOutputStream())
            .type("xterm")
            .build();
  }

  @AfterEach
  void close() throws Exception {
    terminal.close();
  }

  @Test
  void lines_ofAnEarlierShell_areThereAgain_withTheirLineEnds() {
    SealedHistory first = history();
    first.add("hello");
    first.add("/chat bob");
    first.add("two\nlines \\ \u65e5");

    assertThat(lines(history())).containsExactly("hello", "/chat bob", "two\nlines \\ \u65e5");
  }

  @Test
  void repeatedLine_isKeptOnce() {
    SealedHistory history = history();
    history.add("hello");
    history.add("hello");

    assertThat(lines(history())).containsExactly("hello");
  }

  @Test
  void oldLines_beyondTheBound_go() {
    SealedHistory history = history();
    for (int line = 0; line < SealedHistory.MOST_LINES + 10; line++) {
      history.add("line " + line);
    }

    List<String> again = lines(history());
    assertThat(again).hasSize(SealedHistory.MOST_LINES);
    assertThat(again.get(0)).isEqualTo("line 10");
  }

  @Test
  void longLines_neverMakeMoreThanANoteHolds() {
    SealedHistory history = history();
    for (int line = 0; line < 10; line++) {
      history.add(line + "x".repeat(65_536));
    }

    assertThat(note.orElseThrow()).hasSizeLessThanOrEqualTo(Account.MAX_NOTE);
    assertThat(lines(history())).hasSize(3).last().asString().startsWith("9x");
  }

  @Test
  void line_longerThanAnyMessage_pushesNothingOut() {
    SealedHistory history = history();
    history.add("before");
    history.add("x".repeat(Account.MAX_NOTE + 1));
    history.add("after");

    assertThat(lines(history())).containsExactly("before", "after");
  }

  @Test
  void damagedHistory_beginsAnew() {
    note = Optional.of(new byte[] {(byte) 0xff, 0});

    SealedHistory history = history();
    history.add("hello");

    assertThat(new String(note.orElseThrow(), StandardCharsets.UTF_8)).isEqualTo("hello\0");
  }

  private SealedHistory history() {
    SealedHistory history = new SealedHistory(() -> note, content -> note = Optional.of(content));
    LineReader reader = new LineReaderImpl(terminal, "sotto", null);
    reader.setVariable(LineReader.HISTORY_SIZE, SealedHistory.MOST_LINES);
    history.attach(reader);
    return history;
  }

  private static List<String> lines(History history) {
    List<String> lines = new ArrayList<>();
    history.forEach(entry -> lines.add(entry.line()));
    return lines;
  }
}
