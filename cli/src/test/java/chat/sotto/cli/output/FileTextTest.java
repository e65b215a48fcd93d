package chat.sotto.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.ImageInfo;
import com.google.crypto.tink.util.Bytes;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FileTextTest {

  @Test
  void image_saysNameTypeSizeAndDimensions() {
    ImageInfo image = new ImageInfo(4032, 3024, Bytes.copyFrom(new byte[0]));
    assertThat(FileText.of(new FileInfo("photo.jpg", "image/jpeg", 2_100_000, "00", image)))
        .isEqualTo("[photo.jpg, image/jpeg, 2.1 MB, 4032x3024]");
  }

  @Test
  void file_saysNameTypeAndSize() {
    assertThat(FileText.of(file("notes.txt"))).isEqualTo("[notes.txt, text/plain, 812 bytes]");
    assertThat(FileText.of(file(""))).isEqualTo("[(no name), text/plain, 812 bytes]");
  }

  @Test
  void name_thatATerminalWouldObey_isEscaped() {
    assertThat(FileText.of(file("../../\u001b]0;x\u0007\u202Egpj.exe\n#13 bob: hi")))
        .isEqualTo(
            "[../../<U+001B>]0;x<U+0007><U+202E>gpj.exe<U+000A>#13 bob: hi, text/plain, 812 bytes]");
  }

  @Test
  void type_isTheSendersWordAsWell() {
    assertThat(FileText.of(new FileInfo("x", "a\u001b[2J/" + "b".repeat(500), 1, "00", null)))
        .isEqualTo("[x, a<U+001B>[2J/" + "b".repeat(26) + "…, 1 byte]");
  }

  @Test
  void name_thatIsLong_keepsItsEnding() {
    assertThat(FileText.name("x".repeat(300) + ".jpg")).isEqualTo("x".repeat(55) + "….jpg");
    assertThat(FileText.name("x".repeat(300))).isEqualTo("x".repeat(59) + "…");
  }

  @Test
  void name_thatIsLongAndHostile_isCutBetweenWhatIsShown() {
    String name = FileText.name("\u202E".repeat(300) + ".exe");
    assertThat(name).isEqualTo("<U+202E>".repeat(6) + "….exe");
  }

  @ParameterizedTest
  @EnumSource
  void name_whateverItIs_fitsAndIsHarmless(Nasty alphabet) {
    Random random = new Random(42);
    for (int columns = 1; columns < 80; columns++) {
      String shown =
          FileText.name(
              alphabet.text(random) + alphabet.text(random) + alphabet.text(random), columns);
      assertThat(Columns.of(shown)).as(shown).isLessThanOrEqualTo(columns);
      assertThat(Printable.line(shown)).isEqualTo(shown);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1, 1 byte",
    "999, 999 bytes",
    "1000, 1.0 kB",
    "1049, 1.0 kB",
    "99949, 99.9 kB",
    "99950, 100 kB",
    "999499, 999 kB",
    "999500, 1.0 MB",
    "2100000, 2.1 MB",
    "2147483648, 2.1 GB",
    "9223372036854775807, 9.2 EB"
  })
  void size_isInDecimalUnits(long bytes, String text) {
    assertThat(ByteCount.of(bytes)).isEqualTo(text);
  }

  private static FileInfo file(String name) {
    return new FileInfo(name, "text/plain", 812, "00", null);
  }
}
