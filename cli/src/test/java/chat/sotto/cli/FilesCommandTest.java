package chat.sotto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.cli.transfer.DrawnLine;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.ImageInfo;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SaveTarget;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import com.google.crypto.tink.util.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code send --file}, {@code save}, and how files are read. */
class FilesCommandTest {
  @TempDir Path home;
  private Sotto sotto;
  private String one = "";
  private String two = "";
  private String three = "";

  @BeforeEach
  void start() {
    sotto = new Sotto(home);
    one = sotto.file("one.txt", "1").toString();
    two = sotto.file("two.txt", "2").toString();
    three = sotto.file("three.txt", "3").toString();
  }

  @Test
  void send_ofSeveralFiles_isAMessageEach_andTheTextGoesWithTheFirst() {
    assertThat(
            sotto.run(
                "send",
                "bob",
                "look",
                "--file",
                one,
                "--file",
                two,
                "--reply",
                "7",
                "--keep-metadata"))
        .isZero();
    assertThat(sotto.out).isEqualTo("1\n2\n");
    assertThat(sotto.err).isEmpty();
    assertThat(sotto.world.files)
        .containsExactly(
            new FileToSend(Path.of(one), "look", new Seq(7), true),
            new FileToSend(Path.of(two), "", null, true));
  }

  @Test
  void send_ofWhatOnlyBeginsLikeAnImage_saysThatNothingIsTakenOutOfIt() throws IOException {
    String broken =
        Files.write(home.resolve("broken.jpg"), new byte[] {-1, -40, -1, 1, 2, 3}).toString();

    assertThat(sotto.run("send", "bob", "--file", broken)).isZero();
    assertThat(sotto.out).isEqualTo("1\n");
    assertThat(sotto.err)
        .startsWith("sotto: broken.jpg begins like an image, but ")
        .endsWith(": it is sent as a file, with all that it may say of place and camera\n");

    assertThat(sotto.run("send", "bob", "--file", broken, "--keep-metadata")).isZero();
    assertThat(sotto.err).isEmpty();
  }

  @Test
  void send_ofFilesAsJson_isALineEach() {
    assertThat(sotto.run("send", "bob", "--file", one, "--file", two, "--json")).isZero();
    String line = "{\"chat\":\"" + SmallWorld.CHAT + "\",\"seq\":%d,\"time\":\"%s\"}\n";
    assertThat(sotto.out)
        .isEqualTo(String.format(line, 1, SmallWorld.NOW) + String.format(line, 2, SmallWorld.NOW));
  }

  @Test
  void send_ofAFileWithTextFromStandardInput_readsIt() {
    sotto.stdin = "from a pipe\n".getBytes(StandardCharsets.UTF_8);
    assertThat(sotto.run("send", "bob", "-", "--file", one)).isZero();
    assertThat(sotto.world.files.get(0).caption()).isEqualTo("from a pipe");
  }

  @Test
  void send_ofAFileWithAnEmptyText_needsNoText() {
    assertThat(sotto.run("send", "bob", "", "--file", one)).isZero();
    assertThat(sotto.world.files.get(0).caption()).isEmpty();
  }

  @Test
  void send_whenOneOfThreeFails_tellsWhatWasSentAndWhatWasNot() {
    sotto.world.fileRefusals.put(
        "two.txt", new SottoException(Reason.QUOTA_EXCEEDED, "no room for you").hint("tidy up"));
    assertThat(sotto.run("send", "bob", "--file", one, "--file", two, "--file", three))
        .isEqualTo(5);
    assertThat(sotto.out).isEqualTo("1\n");
    assertThat(sotto.err)
        .isEqualTo(
            "sotto: "
                + two
                + ": no room for you; the file after it was not sent\n  hint: tidy up\n");
    assertThat(sotto.world.files).hasSize(1);

    sotto.world.fileRefusals.put(
        "one.txt", new SottoException(Reason.QUOTA_EXCEEDED, "no room for you"));
    sotto.run("send", "bob", "--file", one, "--file", two, "--file", three, "--json");
    assertThat(sotto.out).isEmpty();
    assertThat(sotto.err)
        .contains("\"reason\":\"QUOTA_EXCEEDED\"")
        .contains("one.txt: no room for you; the 2 files after it were not sent\"");
  }

  @Test
  void send_whenTheOnlyOneFails_saysNothingOfOthers() {
    sotto.world.fileRefusals.put(
        "one.txt", new SottoException(Reason.QUOTA_EXCEEDED, "no room for you"));
    assertThat(sotto.run("send", "bob", "--file", one)).isEqualTo(5);
    assertThat(sotto.err).isEqualTo("sotto: no room for you\n");
  }

  @Test
  void send_whenOneOfThemCannotBeRead_sendsNone() throws IOException {
    Path folder = Files.createDirectory(home.resolve("folder"));
    assertThat(sotto.run("send", "bob", "--file", one, "--file", home + "/none")).isEqualTo(1);
    assertThat(sotto.err).isEqualTo("sotto: there is no file " + home + "/none\n");
    assertThat(sotto.run("send", "bob", "--file", one, "--file", folder.toString())).isEqualTo(1);
    assertThat(sotto.err).startsWith("sotto: " + folder + " is a folder\n  hint: ");
    assertThat(sotto.run("send", "bob", "--file", one, "--file", "/dev/null")).isEqualTo(1);
    assertThat(sotto.err).isEqualTo("sotto: /dev/null is not a regular file\n");
    assertThat(sotto.world.files).isEmpty();
    assertThat(sotto.world.calls).isEmpty();
  }

  @Test
  void send_whoseCaptionIsTooLong_namesTheLimit() {
    assertThat(sotto.run("send", "bob", "é".repeat(8_192), "--file", one)).isZero();
    assertThat(sotto.run("send", "bob", "é".repeat(8_192) + "x", "--file", one)).isEqualTo(2);
    assertThat(sotto.err).contains("16,384 bytes");
    assertThat(sotto.world.files).hasSize(1);
  }

  @Test
  void send_ofNothing_isAUsageErrorThatSaysSo() {
    assertThat(sotto.run("send", "bob")).isEqualTo(2);
    assertThat(sotto.err)
        .startsWith("sotto: missing required parameter: 'TEXT'\n")
        .contains("--file");
  }

  @Test
  void send_whenNobodyReadsTheNumbers_sendsAllTheSame() {
    sotto.stdout =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    assertThat(sotto.run("send", "bob", "--file", one, "--file", two)).isZero();
    assertThat(sotto.world.files).hasSize(2);
  }

  @Test
  void text_thatBeginsWithAnAt_isNoFileOfArguments() {
    sotto.file("@bob", "x");
    assertThat(sotto.run("send", "bob", "@" + one)).isZero();
    assertThat(sotto.world.messages.get(0).text()).isEqualTo("@" + one);
  }

  @Test
  void progress_onATerminal_isShownAndTakenAway() {
    DrawnLine line = new DrawnLine(79);
    sotto.line = line;
    sotto.environment.put("TERM", "xterm");
    sotto.run("send", "bob", "--file", one);
    sotto.run("save", "bob", "1", "--output", home.toString());
    assertThat(line.drawn).endsWith("<clear>").contains("<clear>");
    assertThat(sotto.out).isEqualTo(home.resolve("safe.jpg") + "\n");
  }

  @Test
  void progress_forAProgramOrOnADumbTerminal_isNotShown() {
    DrawnLine line = new DrawnLine(79);
    sotto.line = line;
    sotto.environment.put("TERM", "xterm");
    sotto.run("send", "bob", "--file", one, "--json");
    sotto.environment.put("TERM", "dumb");
    sotto.run("send", "bob", "--file", one);
    sotto.environment.remove("TERM");
    sotto.run("save", "bob", "1", "--output", home.toString());
    assertThat(line.drawn).isEmpty();
  }

  @Test
  void save_printsWhereItIs() {
    assertThat(sotto.run("save", "bob", "12", "--output", home.toString())).isZero();
    assertThat(sotto.out).isEqualTo(home.resolve("safe.jpg") + "\n");
    assertThat(sotto.world.targets).containsExactly(new SaveTarget(home, false));
  }

  @Test
  void save_asJson_saysWhatItIs() {
    Path target = home.resolve("x");
    assertThat(sotto.run("save", "bob", "12", "--output", target.toString(), "--json")).isZero();
    assertThat(sotto.out)
        .isEqualTo(
            "{\"ok\":true,\"chat\":\""
                + SmallWorld.CHAT
                + "\",\"seq\":12,\"path\":\""
                + target
                + "\",\"size\":3,\"sha256\":\""
                + SmallAccount.SHA256
                + "\"}\n");
  }

  @Test
  void save_ontoAFile_needsForce() {
    assertThat(sotto.run("save", "bob", "12", "--output", one)).isEqualTo(5);
    assertThat(sotto.err).endsWith("  hint: add --force to replace it, or name another place\n");
    assertThat(sotto.run("save", "bob", "12", "--output", one, "--force")).isZero();
  }

  @Test
  void save_intoThisFolder_namesItWhole() {
    assertThat(sotto.run("save", "bob", "12", "--output", "x.jpg")).isZero();
    assertThat(sotto.world.targets.get(0).path()).isEqualTo(Path.of("x.jpg").toAbsolutePath());
  }

  @Test
  void read_showsFilesInTheLine() {
    sotto.world.sends(SmallWorld.BOB, photo("photo.jpg"), "at the\nbeach");
    sotto.world.sends(
        SmallWorld.BOB,
        new FileInfo("../\u202Efdp.exe", "application/pdf", 0, SmallAccount.SHA256, null),
        "");
    sotto.run("read", "bob");
    assertThat(sotto.out)
        .isEqualTo(
            """
            #1  2026-11-21 03:04  bob: [photo.jpg, image/jpeg, 2.1 MB, 4032x3024] at the
                | beach
            #2  2026-11-21 03:04  bob: [../<U+202E>fdp.exe, application/pdf, 0 bytes]
            """);
  }

  @Test
  void read_asJson_hasTheFile() {
    sotto.world.sends(SmallWorld.BOB, photo("a\u001b.jpg"), "");
    sotto.run("read", "bob", "--json");
    assertThat(sotto.out)
        .contains("\"kind\":\"file\",\"text\":null,")
        .contains(
            "\"file\":{\"name\":\"a\\u001b.jpg\",\"type\":\"image/jpeg\",\"size\":2100000,\"sha256\":\""
                + SmallAccount.SHA256
                + "\",\"width\":4032,\"height\":3024}");
  }

  @Test
  void read_asJsonOfAFileThatIsNoImage_knowsNoDimensions() {
    sotto.run("send", "bob", "--file", one);
    sotto.run("read", "bob", "--json");
    assertThat(sotto.out).contains("\"width\":null,\"height\":null}");
  }

  private static FileInfo photo(String name) {
    return new FileInfo(
        name,
        "image/jpeg",
        2_100_000,
        SmallAccount.SHA256,
        new ImageInfo(4032, 3024, Bytes.copyFrom(new byte[0])));
  }
}
