package chat.sotto.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may reach a terminal, kind by kind. */
class PrintableTest {

  @ParameterizedTest(name = "U+{0}: {1}")
  @CsvSource({
    "0000, null",
    "0007, bell",
    "0008, backspace",
    "000B, vertical tab",
    "000C, form feed",
    "000D, carriage return",
    "001B, escape",
    "007F, delete",
    "0085, next line",
    "0090, device control string",
    "009B, control sequence introducer",
    "009D, operating system command",
    "00AD, soft hyphen",
    "034F, grapheme joiner",
    "061C, Arabic letter mark",
    "115F, Hangul choseong filler",
    "1160, Hangul jungseong filler",
    "17B4, Khmer inherent vowel",
    "180B, Mongolian variation selector",
    "180E, Mongolian vowel separator",
    "200B, zero width space",
    "200C, zero width non-joiner",
    "200D, zero width joiner",
    "200E, left-to-right mark",
    "200F, right-to-left mark",
    "2028, line separator",
    "2029, paragraph separator",
    "202A, left-to-right embedding",
    "202B, right-to-left embedding",
    "202C, pop directional formatting",
    "202D, left-to-right override",
    "202E, right-to-left override",
    "2060, word joiner",
    "2061, function application",
    "2066, left-to-right isolate",
    "2067, right-to-left isolate",
    "2068, first strong isolate",
    "2069, pop directional isolate",
    "206A, inhibit symmetric swapping",
    "3164, Hangul filler",
    "D800, lone high surrogate",
    "DC00, lone low surrogate",
    "E000, private use",
    "FDD0, noncharacter",
    "FE0F, variation selector behind a letter",
    "FEFF, byte order mark",
    "FFA0, halfwidth Hangul filler",
    "FFF9, interlinear annotation anchor",
    "FFFA, interlinear annotation separator",
    "FFFB, interlinear annotation terminator",
    "FFFC, object replacement",
    "FFFF, noncharacter",
    "13430, hieroglyph joiner",
    "1D159, null notehead",
    "1D173, beam",
    "1FFFF, noncharacter",
    "E0001, language tag",
    "E0041, tag A",
    "E007F, cancel tag",
    "E0100, variation selector 17",
    "F0000, private use",
    "10EEEE, picture placeholder of a terminal",
    "10FFFF, noncharacter"
  })
  void line_whatIsObeyedOrInvisible_isShown(String hex, String unusedName) {
    int codePoint = Integer.parseInt(hex, 16);
    String bad = Character.toString(codePoint);
    String expected = "<U+" + hex + ">";
    assertThat(Printable.line("a" + bad + "b")).isEqualTo("a" + expected + "b");
    assertThat(Printable.lines("a" + bad + "b")).isEqualTo("a" + expected + "b");
    assertThat(Printable.line(bad)).isEqualTo(expected);
  }

  @Test
  void line_lineEndAndTab_areShown() {
    assertThat(Printable.line("a\nb\tc\r\n")).isEqualTo("a<U+000A>b<U+0009>c<U+000D><U+000A>");
  }

  @Test
  void lines_lineEndAndTab_areKept() {
    assertThat(Printable.lines("a\nb\tc\r\nd\re")).isEqualTo("a\nb\tc\nd<U+000D>e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "Grüße, Ærø, Ğ, Ελληνικά, Привет",
        "שלום עולם",
        "שָׁל֣וֹם",
        "مرحبا بالعالم",
        "می\u200Cخواهم",
        "क्\u200Dष ഇ\u0D28\u0D4D\u200D",
        "ශ්\u200Dරී ලංකා",
        "ភាសា\u200Bខ្មែរ ภาษา\u200Bไทย",
        "ᠮᠣᠩᠭᠣᠯ\u180B",
        "你好，こんにちは、안녕하세요",
        "葛\uDB40\uDD00城",
        "Tiếng Việt, e\u0301 n\u0303",
        "བོད་སྐད་ ཧཱུྃ",
        "😀 👍🏽 👩‍👩‍👧 👩🏽‍🚀 ❤️ ❤️‍🔥 ☎︎ ‼️ ☺️ 1️⃣ #️⃣ 🇫🇷 ©️ ℹ️ 〰️ 👁️‍🗨️ ⛹🏿‍♀️",
        // Newer than the tables of Java 17: Unicode 14, 15 and 16.
        "\uD83E\uDEE0 \uD83E\uDEE8 \uD83E\uDEE9",
        "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F",
        "🏴‍☠️ 🏳️‍🌈 🏳️‍⚧️",
        "∀x ∈ ℝ: ⌈x⌉ ≥ x, 10 €, \u20C0, ½, ²",
        "no\u00A0break, thin\u2009space, ideographic\u3000space",
        "\u0600١٢٣"
      })
  void line_whatPeopleWrite_isKept(String text) {
    assertThat(Printable.line(text)).isEqualTo(text);
    assertThat(Printable.line("before " + text + " behind"))
        .isEqualTo("before " + text + " behind");
  }

  @Test
  void line_joinerWhereNothingIsJoined_isShown() {
    assertThat(Printable.line("👩\u200D")).isEqualTo("👩<U+200D>");
    assertThat(Printable.line("👩\u200Dx")).isEqualTo("👩<U+200D>x");
    assertThat(Printable.line("x\u200D👩")).isEqualTo("x<U+200D>👩");
    assertThat(Printable.line("👩\u200D\u200D👧")).isEqualTo("👩<U+200D><U+200D>👧");
    assertThat(Printable.line("ی\u200C\u200Cخ")).isEqualTo("ی\u200C<U+200C>خ");
    assertThat(Printable.line("ی\u200Bخ")).isEqualTo("ی<U+200B>خ");
  }

  @Test
  void line_secondVariationSelector_isShown() {
    assertThat(Printable.line("❤\uFE0F\uFE0F")).isEqualTo("❤\uFE0F<U+FE0F>");
    assertThat(Printable.line("😀\uDB40\uDD00\uDB40\uDD01")).isEqualTo("😀<U+E0100><U+E0101>");
  }

  @Test
  void line_tagsThatAreNoFlag_areShown() {
    String text = "\uD83C\uDFF4" + tag('g') + tag('b') + "x";
    assertThat(Printable.line(text)).isEqualTo("\uD83C\uDFF4<U+E0067><U+E0062>x");
    String flag = "\uD83C\uDFF4" + tag('g') + tag('b') + tag('s') + tag('c') + tag('t') + end();
    assertThat(Printable.line(flag + tag('a'))).isEqualTo(flag + "<U+E0061>");
  }

  private static String tag(char letter) {
    return Character.toString(0xE0000 + letter);
  }

  private static String end() {
    return Character.toString(0xE007F);
  }

  @Test
  void line_markOnNothing_isShown() {
    assertThat(Printable.line("\u0301a")).isEqualTo("<U+0301>a");
    assertThat(Printable.line("\u001b\u0301")).isEqualTo("<U+001B><U+0301>");
    assertThat(Printable.lines("a\n\u20E0b")).isEqualTo("a\n<U+20E0>b");
  }

  @Test
  void line_floodOfMarks_isCounted() {
    assertThat(Printable.line("a" + "\u0301".repeat(10))).isEqualTo("a" + "\u0301".repeat(10));
    assertThat(Printable.line("a" + "\u0301".repeat(11) + "b"))
        .isEqualTo("a" + "\u0301".repeat(10) + "<1 more mark>b");
    assertThat(Printable.line("a" + "\u0488".repeat(5000)))
        .isEqualTo("a" + "\u0488".repeat(10) + "<4990 more marks>");
  }

  static Stream<Nasty> nasty() {
    return Stream.of(Nasty.values());
  }

  @ParameterizedTest
  @MethodSource("nasty")
  void lineAndLines_ofAnything_areHarmlessAndStaySo(Nasty alphabet) {
    Random random = new Random(alphabet.name().hashCode());
    for (int round = 0; round < 1000; round++) {
      String text = alphabet.text(random);
      String line = Printable.line(text);
      assertThat(Harm.in(line)).as("from %s", Harm.spelled(text)).isEmpty();
      assertThat(line).doesNotContain("\n").doesNotContain("\t");
      assertThat(Printable.line(line)).isEqualTo(line);
      String lines = Printable.lines(text);
      assertThat(Harm.in(lines.replace("\n", "").replace("\t", ""))).isEmpty();
      assertThat(Printable.lines(lines)).isEqualTo(lines);
      // What this program writes before and behind it changes nothing.
      assertThat(Printable.lines("bob: " + lines + "  [read]"))
          .isEqualTo("bob: " + lines + "  [read]");
      assertThat(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
          .as("nothing that UTF-8 cannot say")
          .isEqualTo(line);
    }
  }
}
