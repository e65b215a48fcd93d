package chat.sotto.cli.shell.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTest {

  @Test
  void parser_neverWantsMore_andKeepsWhatWasTyped() {
    ParsedLine line =
        new WholeLineParser().parse("it's \"open\\", 11, Parser.ParseContext.ACCEPT_LINE);

    assertThat(line.line()).isEqualTo("it's \"open\\");
    assertThat(line.words()).containsExactly("it's", "\"open\\");
  }

  @Test
  void parser_atABlank_beginsAnEmptyWord() {
    ParsedLine line = new WholeLineParser().parse("/chat ", 6, Parser.ParseContext.COMPLETE);

    assertThat(line.words()).containsExactly("/chat", "");
    assertThat(line.wordIndex()).isEqualTo(1);
    assertThat(line.word()).isEmpty();
  }

  @Test
  void parser_inTheMiddle_findsTheWordUnderTheCursor() {
    ParsedLine line = new WholeLineParser().parse("/send  bob hi", 9, Parser.ParseContext.COMPLETE);

    assertThat(line.word()).isEqualTo("bob");
    assertThat(line.wordCursor()).isEqualTo(2);
  }

  @Test
  void parser_inACommand_keepsWhatIsQuotedTogether() {
    ParsedLine line =
        new WholeLineParser()
            .parse("/file \"My Photo.jpg\" it's", 12, Parser.ParseContext.COMPLETE);

    assertThat(line.words()).containsExactly("/file", "My Photo.jpg", "it's");
    assertThat(line.word()).isEqualTo("My Photo.jpg");
    assertThat(line.wordCursor()).isEqualTo(5);
  }

  @Test
  void parser_atAnOpenQuote_completesWhatIsBehindIt() {
    CompletingParsedLine line =
        (CompletingParsedLine)
            new WholeLineParser().parse("/file 'My Ph", 12, Parser.ParseContext.COMPLETE);

    assertThat(line.word()).isEqualTo("My Ph");
    assertThat(line.wordCursor()).isEqualTo(5);
    assertThat(line.rawWordCursor()).isEqualTo(6);
    assertThat(line.rawWordLength()).isEqualTo(6);
    assertThat(line.escape("My Photo.jpg", true)).hasToString("'My Photo.jpg'");
    assertThat(line.escape("My Photos/", false)).hasToString("'My Photos/");
    assertThat(line.escape("My mum's", true)).hasToString("\"My mum's\"");
  }

  @Test
  void parser_atAPlainWord_quotesOnlyWhatHasBlanks() {
    CompletingParsedLine line =
        (CompletingParsedLine)
            new WholeLineParser().parse("/file My", 8, Parser.ParseContext.COMPLETE);

    assertThat(line.escape("My", true)).hasToString("My");
    assertThat(line.escape("it's", true)).hasToString("it's");
    assertThat(line.escape("My Photo.jpg", true)).hasToString("\"My Photo.jpg\"");
    assertThat(line.escape("'tis", true)).hasToString("\"'tis\"");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/file My<Tab>, `/file \"My Pictures/`",
        "/file \"My Pictures/a<Tab>, `/file \"My Pictures/a b.jpg\" `",
        "/file 'My Pictures/a<Tab>, `/file 'My Pictures/a b.jpg' `",
        "/file My<Tab>a<Tab> now, `/file \"My Pictures/a b.jpg\"  now`",
        "/file it<Tab>, `/file it's `"
      })
  void tab_completesPathsWithBlanks(String keys, String line) throws Exception {
    SlashCompleter completer =
        new SlashCompleter(
            words ->
                List.of(
                    words.get(1).contains("/")
                        ? new SlashCompleter.Choice("My Pictures/a b.jpg", "")
                        : words.get(1).startsWith("i")
                            ? new SlashCompleter.Choice("it's", "")
                            : SlashCompleter.Choice.begun("My Pictures/")));
    ByteArrayInputStream typed =
        new ByteArrayInputStream(
            (keys.replace("<Tab>", "\t") + "\r").getBytes(StandardCharsets.UTF_8));
    try (Terminal terminal =
        new ExternalTerminal(
            "test", "ansi", typed, new ByteArrayOutputStream(), StandardCharsets.UTF_8)) {
      ChatLineReader reader =
          new ChatLineReader(terminal, () -> new AttributedString("> "), text -> {});
      reader.setCompleter(completer);

      assertThat(reader.readLine()).isEqualTo(line);
    }
  }

  @Test
  void highlighter_showsControlsAndTurnedDirections() {
    assertThat(VisibleControls.shown("a\u001b[2J\u202eb\nc").toString())
        .isEqualTo("a<U+001B>[2J<U+202E>b\nc");
  }

  @Test
  void stream_givesWholeLines() throws Exception {
    List<String> lines = new ArrayList<>();
    try (LinesAbove stream = new LinesAbove(lines::add)) {
      stream.write("one\r\ntw".getBytes(StandardCharsets.UTF_8));
      assertThat(lines).containsExactly("one");
      stream.write("ö\n\nleft".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(lines).containsExactly("one", "twö", "", "left");
  }

  @Test
  void editorKey_atALine_opensNothing() throws Exception {
    ByteArrayInputStream keys =
        new ByteArrayInputStream("secret\030\005 words\r".getBytes(StandardCharsets.UTF_8));
    try (Terminal terminal =
        new ExternalTerminal(
            "test", "ansi", keys, new ByteArrayOutputStream(), StandardCharsets.UTF_8)) {
      ChatLineReader reader =
          new ChatLineReader(terminal, () -> new AttributedString("> "), typed -> {});

      assertThat(reader.readLine()).isEqualTo("secret words");
    }
  }
}
