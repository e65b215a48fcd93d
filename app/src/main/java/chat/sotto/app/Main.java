package chat.sotto.app;

import chat.sotto.app.log.JulToSlf4j;
import chat.sotto.app.log.LogTarget;
import chat.sotto.cli.ClientCommands;
import chat.sotto.cli.CommandCatalog;
import chat.sotto.cli.Program;
import chat.sotto.cli.command.AccountOpener;
import chat.sotto.cli.manual.ManualCommands;
import chat.sotto.cli.terminal.ShutdownStopSignal;
import chat.sotto.cli.terminal.Surroundings;
import chat.sotto.cli.terminal.SystemTerminal;
import chat.sotto.client.Account;
import chat.sotto.client.Accounts;
import chat.sotto.client.OpenMode;
import chat.sotto.client.PasswordSource;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.Registration;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/** Entry point of {@code sotto}: platform properties first, then the command line. */
public final class Main {
  private static final String LOG_FILE = "sotto.log";

  private Main() {}

  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    setPlatformProperties();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) ->
            LoggerFactory.getLogger(Main.class).error("thread {} failed", thread.getName(), e));
    Program program =
        new Program(
            surroundings(),
            new OwnAccounts(),
            catalogs(),
            profile -> LogTarget.file(profile.resolve(LOG_FILE)));
    System.exit(program.run(arguments));
  }

  /** All commands, in the order in which help lists them. */
  public static List<CommandCatalog> catalogs() {
    List<CommandCatalog> catalogs = List.of(new AppCommands(), new ClientCommands());
    return List.of(catalogs.get(0), catalogs.get(1), new ManualCommands(catalogs));
  }

  /** Read by the platform when it first needs them, which is later. */
  private static void setPlatformProperties() {
    // gRPC logs by java.util.logging, which would write to the screen.
    System.setProperty("java.util.logging.config.class", JulToSlf4j.class.getName());
    // From Java 22 on there is a console even without a terminal, unless told so.
    System.setProperty("jdk.console", "java.base");
    // Pictures are decoded without a display, also where there is one.
    System.setProperty("java.awt.headless", "true");
  }

  private static Surroundings surroundings() {
    String version = Main.class.getPackage().getImplementationVersion();
    return new Surroundings(
        System.getenv(),
        Path.of(System.getProperty("user.home", ".")),
        System.in,
        // Not System.out, which hides that nobody reads it any more.
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        new SystemTerminal(),
        new ShutdownStopSignal(),
        ZoneId.systemDefault(),
        Objects.requireNonNullElse(version, "(unpackaged)"));
  }

  /** The client library. */
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
