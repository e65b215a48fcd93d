package chat.sotto.it.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The terminal that the other tests look at shows what an xterm would. */
class ScreenTest {
  private final Screen screen = new Screen(6, 4);
  private final List<String> answers = new ArrayList<>();
  private final EscapeReader reader = new EscapeReader(screen, answers::add);

  private void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    reader.feed(bytes, bytes.length);
  }

  record Case(String name, String written, String shown, int row, int column) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case("lines", "ab\r\ncd", "ab|cd||", 1, 2),
        new Case("full row waits", "abcdef", "abcdef|||", 0, 5),
        new Case("full row wraps at the next character", "abcdefg", "abcdef|g||", 1, 1),
        new Case("full row, then return", "abcdef\rx", "xbcdef|||", 0, 1),
        new Case("full row, then back", "abcdef\bx", "abcdxf|||", 0, 5),
        new Case("no wrap", "\033[?7labcdefg", "abcdeg|||", 0, 5),
        new Case("wide", "a世b", "a世b|||", 0, 4),
        new Case("wide at the edge wraps whole", "abcde世", "abcde|世||", 1, 2),
        new Case("wide overwritten at its first half", "世\rx", "x|||", 0, 1),
        new Case("wide overwritten at its second half", "世\033[2Gx", " x|||", 0, 2),
        new Case("emoji", "😀x", "😀x|||", 0, 3),
        new Case("combining mark", "e\u0301x", "e\u0301x|||", 0, 2),
        new Case("mark on a wide character", "世\u0301x", "世\u0301x|||", 0, 3),
        new Case("joined emoji, one by one", "👩\u200D👧x", "👩\u200D👧x|||", 0, 5),
        new Case("scrolls at the bottom", "a\r\nb\r\nc\r\nd\r\ne", "b|c|d|e", 3, 1),
        new Case("region", "a\r\nb\r\nc\r\nd\033[2;3r\033[3;1H\nX", "a|c|X|d", 2, 1),
        new Case("reverse line feed", "a\r\nb\033[H\033Mz", "z|a|b|", 0, 1),
        new Case("insert line", "a\r\nb\033[H\033[Lz", "z|a|b|", 0, 1),
        new Case("delete line", "a\r\nb\033[H\033[Mz", "z|||", 0, 1),
        new Case("insert characters", "abc\r\033[2@", "  abc|||", 0, 0),
        new Case("delete characters", "abc\r\033[2P", "c|||", 0, 0),
        new Case("delete half of a wide character", "世b\r\033[P", " b|||", 0, 0),
        new Case("erase characters", "abc\r\033[2X", "  c|||", 0, 0),
        new Case("insert mode", "abc\r\033[4hX", "Xabc|||", 0, 1),
        new Case("erase to the end of the row", "abc\b\033[K", "ab|||", 0, 2),
        new Case("erase from its beginning", "abc\033[2D\033[1K", "  c|||", 0, 1),
        new Case("erase below", "a\r\nb\033[H\033[J", "|||", 0, 0),
        new Case("erase above", "a\r\nbc\033[1J", "|||", 1, 2),
        new Case("repeat", "a\033[3b", "aaaa|||", 0, 4),
        new Case("moves", "\033[3B\033[2C\033[Ax\033[2Dy", "|| yx|", 2, 2),
        new Case("save and restore", "ab\0337\033[2;1Hx\0338c", "abc|x||", 0, 3),
        new Case("tab", "a\tb", "a    b|||", 0, 5),
        new Case("colours", "\033[38;2;1;2;3mx\033[38:5:9my\033[0m", "xy|||", 0, 2),
        new Case("line drawing", "\033(0q\033(Bq\033)0\016x\017x", "─q│x|||", 0, 4),
        new Case("second page", "ab\033[?1049hcd\033[?1049le", "abe|||", 0, 3),
        new Case("title and clipboard", "\033]0;t\007x\033]52;c;QQ==\033\\y", "xy|||", 0, 2),
        new Case("eight-bit CSI", "abc\u009B2Dx", "axc|||", 0, 2),
        new Case("eight-bit OSC", "\u009D0;t\u009Cx", "x|||", 0, 1),
        new Case("modes without looks", "\033[?2004h\033[?25l\033[?2026hx\033=\033>", "x|||", 0, 1),
        new Case("bell and null", "\007a\000b", "ab|||", 0, 2));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void write_eachSequence_showsWhatAnXtermShows(Case one) {
    write(one.written());
    assertThat(String.join("|", screen.lines())).isEqualTo(one.shown());
    assertThat(screen.row()).isEqualTo(one.row());
    assertThat(screen.column()).isEqualTo(one.column());
    assertThat(reader.unknown()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void write_oneByteAtATime_showsTheSame(Case one) {
    for (byte next : one.written().getBytes(StandardCharsets.UTF_8)) {
      reader.feed(new byte[] {next}, 1);
    }
    assertThat(String.join("|", screen.lines())).isEqualTo(one.shown());
  }

  @Test
  void strings_areKeptAndNotShown() {
    write("\033]52;c;QQ==\007\033P1$r\033\\");
    assertThat(reader.strings()).containsExactly("52;c;QQ==", "1$r");
    assertThat(screen.lines()).containsOnly("");
  }

  @Test
  void questions_areAnsweredAsByATerminalWithoutExtras() {
    write("ab\033[6n\033[c\033[?2027$p\033[?u");
    assertThat(answers).containsExactly("\033[1;3R", "\033[?62;22c", "\033[?2027;0$y");
  }

  @Test
  void whatScrollsOff_isKept() {
    write("a\r\nb\r\nc\r\nd\r\ne\r\nf");
    assertThat(screen.scrolledOff()).containsExactly("a", "b");
  }

  @Test
  void resize_narrowerAndBack_breaksLinesAnewAndKeepsTheCursor() {
    write("abcd世\r\nx");
    screen.resize(5, 4);
    assertThat(screen.lines()).containsExactly("abcd", "世", "x", "");
    assertThat(List.of(screen.row(), screen.column())).containsExactly(2, 1);
    screen.resize(3, 4);
    assertThat(screen.lines()).containsExactly("abc", "d世", "x", "");
    screen.resize(6, 4);
    assertThat(screen.lines()).containsExactly("abcd世", "x", "", "");
    assertThat(List.of(screen.row(), screen.column())).containsExactly(1, 1);
  }

  @Test
  void resize_wider_joinsOnlyWhatTheTerminalBroke() {
    write("abcdefgh\r\nij\r\n");
    screen.resize(20, 4);
    assertThat(screen.lines()).containsExactly("abcdefgh", "ij", "", "");
    assertThat(List.of(screen.row(), screen.column())).containsExactly(2, 0);
  }

  @Test
  void resize_lower_keepsTheCursorsRow() {
    write("a\r\nb\r\nc\r\nd");
    screen.resize(6, 2);
    assertThat(screen.lines()).containsExactly("c", "d");
    assertThat(screen.scrolledOff()).containsExactly("a", "b");
    assertThat(screen.row()).isEqualTo(1);
  }

  @Test
  void cursorKeys_inTheModeOfPrograms_sendWhatTheseExpect() {
    assertThat(Key.LEFT.sent(screen.cursorKeysForPrograms())).isEqualTo("\033[D");
    write("\033[?1h");
    assertThat(Key.LEFT.sent(screen.cursorKeysForPrograms())).isEqualTo("\033OD");
    assertThat(Key.DELETE.sent(screen.cursorKeysForPrograms())).isEqualTo("\033[3~");
    write("\033[?1l");
    assertThat(Key.LEFT.sent(screen.cursorKeysForPrograms())).isEqualTo("\033[D");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\033[5z", "\033Q", "\033[>4z"})
  void unknownSequence_isRemembered(String sequence) {
    write(sequence + "x");
    assertThat(reader.unknown()).hasSize(1);
    assertThat(screen.lines()).startsWith("x");
  }
}
