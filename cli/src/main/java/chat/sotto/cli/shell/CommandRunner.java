package chat.sotto.cli.shell;

import chat.sotto.cli.command.CommandTable;
import chat.sotto.cli.output.ExitCode;
import chat.sotto.cli.output.SimilarWords;
import chat.sotto.cli.shell.line.LinesAbove;
import chat.sotto.cli.shell.state.TypedLine;
import chat.sotto.cli.terminal.Surroundings;
import chat.sotto.cli.terminal.Terminal;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.SottoException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Runs what begins with a slash: the shell's own words, and every command of the program by its
 * very class, with the shell's account, terminal and output around it.
 */
final class CommandRunner {
  private final CommandTable commands;
  private final Surroundings outer;
  private final Path profile;
  private final Optional<Path> passwordFile;
  private final ShellAccounts accounts;
  private final Terminal terminal;
  private final Desk desk;
  private final OwnWords own;
  private final Watch watch;
  private final FileWords files;

  CommandRunner(
      CommandTable commands,
      Around around,
      ShellAccounts accounts,
      Desk desk,
      OwnWords own,
      FileWords files,
      Watch watch) {
    this.commands = commands;
    this.outer = around.surroundings();
    this.profile = around.profile();
    this.passwordFile = around.passwordFile();
    this.terminal = around.terminal();
    this.accounts = accounts;
    this.desk = desk;
    this.own = own;
    this.files = files;
    this.watch = watch;
  }

  /**
   * What is around the shell, and so around the commands that it runs.
   *
   * @param surroundings of the shell itself
   * @param profile its profile
   * @param passwordFile the password's file, if one was named
   * @param terminal who can be asked: whoever types
   */
  record Around(
      Surroundings surroundings, Path profile, Optional<Path> passwordFile, Terminal terminal) {}

  /** Runs a command; whatever goes wrong is said. */
  void run(TypedLine.Command command) {
    try {
      if (command.name().equals("help")) {
        help(command.rest());
      } else if (FileWords.knows(command)) {
        moveFile(command);
      } else if (!own.run(command)) {
        runProgram(command);
      }
    } catch (SottoException e) {
      desk.failure(e);
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(CommandRunner.class).error("a command failed unexpectedly", e);
      desk.failure(
          "something went wrong that should not: " + e.getClass().getSimpleName(),
          Optional.of("the log of the profile, sotto.log, has the details"));
    }
  }

  private void moveFile(TypedLine.Command command) {
    Optional<ChatId> chat = desk.state().open();
    List<String> arguments = files.arguments(command);
    boolean sends = arguments.get(0).equals("send");
    var unused =
        execute(
            arguments,
            line -> {
              if (!sends) {
                desk.printed(line, !arguments.contains("--json"));
              } else if (!desk.state().open().equals(chat)) {
                // Else it appears where it belongs.
                desk.note("sent: #" + line);
              }
            });
  }

  private void runProgram(TypedLine.Command command) {
    String name = OwnWords.ALIASES.getOrDefault(command.name(), command.name());
    Optional<String> whyNot = OwnWords.whyNot(name);
    if (!commands.names().contains(name) || whyNot.isPresent()) {
      unknown(command.word(), whyNot);
      return;
    }
    if (namesProfile(command.arguments())) {
      desk.failure(
          "another profile has a shell of its own",
          Optional.of("open it in another terminal: sotto --profile DIR"));
      return;
    }
    List<String> arguments = new ArrayList<>();
    arguments.add(name);
    CommandSpec described = commands.describe(name);
    arguments.addAll(
        HomePath.expanded(
            described,
            LeftOut.added(described, command.arguments(), desk.state()),
            HomePath.home(outer)));
    int code = execute(arguments);
    if (name.equals("delete-account") && code == ExitCode.DONE) {
      // Nothing is left to watch; the account's end ends the shell.
      return;
    }
    watch.begin();
    if (name.equals("accept") || name.equals("decline") || name.equals("requests")) {
      watch.updateRequests();
    }
  }

  private static boolean namesProfile(List<String> arguments) {
    int end = arguments.indexOf("--");
    return arguments.subList(0, end < 0 ? arguments.size() : end).stream()
        .anyMatch(word -> word.equals("--profile") || word.startsWith("--profile="));
  }

  private int execute(List<String> arguments) {
    boolean json = arguments.contains("--json");
    return execute(arguments, line -> desk.printed(line, !json));
  }

  private int execute(List<String> arguments, Consumer<String> printed) {
    try (LinesAbove out = new LinesAbove(printed);
        LinesAbove err = new LinesAbove(line -> desk.note(CommandWords.ofStandardError(line)))) {
      Map<String, String> environment = new HashMap<>(outer.environment());
      environment.put("SOTTO_PROFILE", profile.toString());
      passwordFile.ifPresent(file -> environment.put("SOTTO_PASSWORD_FILE", file.toString()));
      return commands.run(
          new Surroundings(
              environment,
              outer.home(),
              InputStream.nullInputStream(),
              out,
              err,
              terminal,
              stop -> () -> {},
              outer.zone(),
              outer.version()),
          accounts,
          arguments);
    }
  }

  private void unknown(String word, Optional<String> why) {
    if (why.isPresent()) {
      desk.failure("no /" + word + " here: " + why.get(), Optional.empty());
      return;
    }
    Set<String> words = new HashSet<>(commands.names());
    words.removeIf(name -> OwnWords.whyNot(name).isPresent());
    OwnWords.ALL.forEach(each -> words.add(each.name()));
    List<String> similar = SimilarWords.of(word, words);
    desk.failure(
        "unknown command '/" + word + "'",
        Optional.of(
            similar.isEmpty()
                ? "see /help; to send a text that begins with /, write //"
                : "did you mean /" + String.join(" or /", similar) + "? see /help"));
  }

  private void help(String about) {
    String word = about.startsWith("/") ? about.substring(1) : about;
    String key = word.toLowerCase(java.util.Locale.ROOT);
    if (key.isEmpty()) {
      Help.all(commands).forEach(line -> desk.printed(line, true));
      return;
    }
    Optional<OwnWords.Word> found =
        OwnWords.ALL.stream().filter(each -> each.key().equals(key)).findFirst();
    if (found.isPresent()) {
      Help.of(found.get()).forEach(line -> desk.printed(line, true));
    } else if (commands.names().contains(key) && OwnWords.whyNot(key).isEmpty()) {
      var unused = execute(List.of(key, "--help"));
    } else {
      unknown(word, OwnWords.whyNot(key));
    }
  }
}
