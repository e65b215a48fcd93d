package chat.sotto.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code serve} refuses before it starts anything. */
class ServeArgumentsTest {
  @TempDir Path home;
  private String err = "";

  @ParameterizedTest
  @CsvSource({
    "--store oracle, is no store",
    "--store sqlite:, is no store",
    "--registration everybody, invite",
    "--retention 23h, 1d at least",
    "--retention soon, is not a duration",
    "--port 65536, --port",
    "--port -1, --port",
    "--enroll-port 70000, --enroll-port",
    "--advertise-port 70000, --advertise-port",
    "--port many, --port",
    "--max-upload 3X, is not a size",
    "--max-upload 0, is not a size",
    "--upload-quota 9999999999999, is not a size",
    "--upload-quota 999999999999T, is more than there is",
    "--attachments ftp:there, is no place",
    "--attachments file:, needs the path of a folder",
    "--attachments s3://bucket/prefix, needs region=NAME",
    "extra, extra"
  })
  void wrongOption_endsWith2NamesItAndMakesNothing(String options, String named) {
    assertThat(run(("serve " + options).split(" ", -1))).isEqualTo(2);
    assertThat(err).startsWith("sotto: ").contains(named);
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void dataDirectory_openToOthers_isRefused() throws Exception {
    Path data = Files.createDirectory(home.resolve("data"));
    Files.createFile(data.resolve("something"));
    assertThat(data.toFile().setExecutable(true, false)).isTrue();
    assertThat(data.toFile().setReadable(true, false)).isTrue();
    assertThat(run("serve", "--data", data.toString())).isEqualTo(1);
    assertThat(err).contains("open to other users");
  }

  private int run(String... arguments) {
    CommandRun run = CommandRun.of(home, Map.of(), arguments);
    err = run.err();
    return run.exitCode();
  }
}
