package chat.sotto.client.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeFileNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "holiday.jpg",
        "Grüße aus Köln.pdf",
        "日本語.txt",
        "a.tar.gz",
        "no extension",
        "console.log",
        "communism.txt",
        "com10.txt",
        "-rf",
        "🎉.png"
      })
  void of_harmless_isKept(String name) {
    assertThat(SafeFileName.of(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "../../etc/passwd;passwd",
        "/etc/passwd;passwd",
        "C:\\Windows\\system32\\evil.exe;evil.exe",
        "a/b\\c;c",
        "..;file",
        ".;file",
        "dir/;file",
        ".bashrc;bashrc",
        "...hidden;hidden",
        "name. . .;name",
        "CON;_CON",
        "con.txt;_con.txt",
        "Lpt9.tar.gz;_Lpt9.tar.gz",
        "nul .txt;_nul .txt",
        "com¹;_com¹",
        "a<b>c:d|e?f*g;abcdefg",
        "c:evil;cevil"
      })
  void of_harmful_isMadeSafe(String name, String safe) {
    assertThat(SafeFileName.of(name)).isEqualTo(safe);
  }

  @Test
  void of_controlAndBidiCharacters_areTakenOut() {
    assertThat(SafeFileName.of("a\u0000b\u001b[2J\r\n\u007f\u009bc")).isEqualTo("ab[2Jc");
    assertThat(SafeFileName.of("invoice\u202Egpj.exe")).isEqualTo("invoicegpj.exe");
    assertThat(SafeFileName.of("\u200B\uFEFF\u2066\u2028")).isEqualTo("file");
    assertThat(SafeFileName.of("a\uD800b")).isEqualTo("ab");
    assertThat(SafeFileName.of("\u202E.profile")).isEqualTo("profile");
    assertThat(SafeFileName.of("")).isEqualTo("file");
  }

  @Test
  void of_tooLong_isCutBeforeItsExtensionAtACharacter() {
    assertThat(SafeFileName.of("x".repeat(300) + ".jpeg"))
        .isEqualTo("x".repeat(250) + ".jpeg")
        .hasSize(255);
    assertThat(SafeFileName.of("x".repeat(255))).hasSize(255);
    String emoji = SafeFileName.of("🎉".repeat(100) + ".png");
    assertThat(emoji).endsWith("🎉.png");
    assertThat(emoji.getBytes(StandardCharsets.UTF_8)).hasSize(252);
    assertThat(SafeFileName.of("a." + "x".repeat(300))).hasSize(255);
  }

  @Test
  void of_anything_staysInTheFolderAndIsItsOwnSafeForm() {
    Random random = new Random(11);
    Path folder = Path.of("/folder");
    for (int i = 0; i < 20_000; i++) {
      StringBuilder name = new StringBuilder();
      int length = random.nextInt(300);
      for (int j = 0; j < length; j++) {
        name.append(
            (char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
      }
      String safe = SafeFileName.of(name.toString());
      assertThat(safe).isNotEmpty().doesNotStartWith(".");
      assertThat(safe.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(255);
      assertThat(folder.resolve(safe).normalize().getParent()).isEqualTo(folder);
      assertThat(SafeFileName.of(safe)).isEqualTo(safe);
    }
  }
}
