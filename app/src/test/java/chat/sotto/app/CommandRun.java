package chat.sotto.app;

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
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * One command line of the program's own commands, run in this process.
 *
 * @param exitCode how it went
 * @param out standard output
 * @param err standard error
 */
record CommandRun(int exitCode, String out, String err) {

  static CommandRun of(Path home, Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            environment,
            home,
            new ByteArrayInputStream(new byte[0]),
            out,
            err,
            new SystemTerminal(),
            stop -> () -> {},
            ZoneOffset.UTC,
            "test");
    int exitCode =
        new Program(surroundings, new OwnAccounts(), List.of(new AppCommands()), profile -> {})
            .run(arguments);
    return new CommandRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The objects that it printed. */
  List<JsonObject> json() {
    return out.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
  }

  private static final class OwnAccounts implements AccountOpener {
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
