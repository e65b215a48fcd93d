package chat.sotto.app;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.cli.Program;
import chat.sotto.cli.command.AccountOpener;
import chat.sotto.cli.terminal.Surroundings;
import chat.sotto.cli.terminal.SystemTerminal;
import chat.sotto.client.Account;
import chat.sotto.client.Accounts;
import chat.sotto.client.OpenMode;
import chat.sotto.client.PasswordSource;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.Registration;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code serve} refuses before it starts anything. */
class ServeArgumentsTest {
  @TempDir Path home;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource({
    "--store oracle, is no store",
    "--store sqlite:, is no store",
    "--registration everybody, invite",
    "--port 65536, --port",
    "--port -1, --port",
    "--enroll-port 70000, --enroll-port",
    "--advertise-port 70000, --port",
    "--port many, --port",
    "--max-upload 3, --max-upload",
    "extra, extra"
  })
  void wrongOption_endsWith2NamesItAndMakesNothing(String options, String named) {
    assertThat(run(("serve " + options).split(" ", -1))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("sotto: ").contains(named);
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void dataDirectory_openToOthers_isRefused() throws Exception {
    Path data = Files.createDirectory(home.resolve("data"));
    Files.createFile(data.resolve("something"));
    assertThat(data.toFile().setExecutable(true, false)).isTrue();
    assertThat(data.toFile().setReadable(true, false)).isTrue();
    assertThat(run("serve", "--data", data.toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("open to other users");
  }

  private int run(String... arguments) {
    Surroundings surroundings =
        new Surroundings(
            Map.of(),
            home,
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            err,
            new SystemTerminal(),
            stop -> () -> {},
            ZoneOffset.UTC,
            "test");
    return new Program(surroundings, new NoAccounts(), List.of(new AppCommands()), profile -> {})
        .run(arguments);
  }

  private static final class NoAccounts implements AccountOpener {
    @Override
    public Registration register(RegisterRequest request) {
      return Accounts.register(request);
    }

    @Override
    public Account open(Path profile, PasswordSource password, OpenMode mode) {
      return Accounts.open(profile, password, mode);
    }
  }
}
