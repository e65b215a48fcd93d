package chat.sotto.cli;

import chat.sotto.cli.command.AccountOpener;
import chat.sotto.cli.command.Arguments;
import chat.sotto.cli.command.CommandTable;
import chat.sotto.cli.command.Context;
import chat.sotto.cli.command.GlobalOptions;
import chat.sotto.cli.output.ExitCode;
import chat.sotto.cli.output.OutputClosedException;
import chat.sotto.cli.output.SimilarWords;
import chat.sotto.cli.terminal.Surroundings;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.ProtocolVersion;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * Runs one command line. Failures become what {@link chat.sotto.cli.output.Output#failure} prints
 * and the exit code of their category; whatever else is thrown is our own bug, whose stack trace
 * goes to the log and never to the screen.
 */
public final class Program {
  private static final String SHELL = "chat";

  private final Surroundings surroundings;
  private final AccountOpener accounts;
  private final List<CommandCatalog> catalogs;
  private final Consumer<Path> profileChosen;

  /**
   * A program of these commands.
   *
   * @param profileChosen is told the profile before a command runs: its log goes there
   */
  public Program(
      Surroundings surroundings,
      AccountOpener accounts,
      List<CommandCatalog> catalogs,
      Consumer<Path> profileChosen) {
    this.surroundings = surroundings;
    this.accounts = accounts;
    this.catalogs = List.copyOf(catalogs);
    this.profileChosen = profileChosen;
  }

  /** Runs a command line; the exit code says how it went. Throws nothing but errors of the JVM. */
  public int run(String... typed) {
    String[] arguments = shellIfAlone(typed);
    GlobalOptions options = new GlobalOptions();
    Context context = new Context(options, surroundings, accounts, new Table());
    boolean json = CommandWord.wantsJson(arguments);
    try {
      requireReadable(arguments);
      CommandLine commands = commands(options, context, CommandWord.find(arguments));
      return commands.execute(arguments);
    } catch (RuntimeException e) {
      return fail(context, json, e);
    }
  }

  /** Without any command on a terminal, what is meant is the shell. */
  private String[] shellIfAlone(String... typed) {
    if (CommandWord.find(typed) != null
        || CommandWord.wantsHelp(typed)
        || !surroundings.terminal().isInteractive()
        || catalogOf(SHELL) == null) {
      return typed;
    }
    String[] arguments = new String[typed.length + 1];
    arguments[0] = SHELL;
    System.arraycopy(typed, 0, arguments, 1, typed.length);
    return arguments;
  }

  private CommandLine commands(
      GlobalOptions options, Context context, @Nullable String commandWord) {
    CommandLine root = new CommandLine(new SottoCommand(options));
    CommandCatalog one = commandWord == null ? null : catalogOf(commandWord);
    if (one != null && commandWord != null) {
      add(root, commandWord, one, context);
    } else {
      // For help, and for the suggestion when a name is mistyped.
      for (CommandCatalog catalog : catalogs) {
        for (CommandCatalog.Section section : catalog.sections()) {
          section.names().forEach(name -> add(root, name, catalog, context));
        }
      }
      CommandList.install(root, catalogs);
    }
    return configure(root, context);
  }

  static void add(CommandLine root, String name, CommandCatalog catalog, Context context) {
    CommandCatalog.Made made = catalog.make(name, context);
    CommandLine command = new CommandLine(made.command());
    made.subcommands().forEach(command::addSubcommand);
    made.settings().ifPresent(command::setDefaultValueProvider);
    root.addSubcommand(name, command);
  }

  private @Nullable CommandCatalog catalogOf(String name) {
    for (CommandCatalog catalog : catalogs) {
      for (CommandCatalog.Section section : catalog.sections()) {
        if (section.names().contains(name)) {
          return catalog;
        }
      }
    }
    return null;
  }

  private CommandLine configure(CommandLine root, Context context) {
    root.getCommandSpec()
        .version(
            "sotto " + surroundings.version(),
            "protocol " + ProtocolVersion.CURRENT,
            "Java " + Runtime.version());
    PrintWriter out =
        new PrintWriter(new OutputStreamWriter(surroundings.out(), StandardCharsets.UTF_8), true);
    return root.setOut(out)
        // A text, or the @ before a name, is no file that holds arguments.
        .setExpandAtFiles(false)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setUsageHelpLongOptionsMaxWidth(30)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .registerConverter(Username.class, Username::parse)
        .registerConverter(Seq.class, Arguments::seq)
        .registerConverter(Duration.class, Arguments::duration)
        .registerConverter(int.class, Program::wholeNumber)
        .registerConverter(Integer.class, Program::wholeNumber)
        .setExecutionStrategy(
            parsed -> {
              Integer helped = CommandLine.executeHelpRequest(parsed);
              if (helped != null) {
                return helped;
              }
              profileChosen.accept(context.profile());
              return new CommandLine.RunLast().execute(parsed);
            })
        .setParameterExceptionHandler(
            (e, arguments) ->
                arguments.length == 0 && surroundings.terminal().isInteractive()
                    ? helpOnError(root)
                    : fail(context, CommandWord.wantsJson(arguments), e))
        .setExecutionExceptionHandler(
            (e, command, parsed) ->
                fail(
                    context,
                    CommandWord.wantsJson(parsed.originalArgs().toArray(String[]::new)),
                    e));
  }

  /** The commands of this program, for one of them. */
  private final class Table implements CommandTable {

    @Override
    public List<String> names() {
      return catalogs.stream()
          .flatMap(catalog -> catalog.sections().stream())
          .flatMap(section -> section.names().stream())
          .toList();
    }

    @Override
    public CommandSpec describe(String name) {
      GlobalOptions options = new GlobalOptions();
      CommandLine root = new CommandLine(new SottoCommand(options));
      add(
          root,
          name,
          Objects.requireNonNull(catalogOf(name)),
          new Context(options, surroundings, accounts, this));
      return Objects.requireNonNull(root.getSubcommands().get(name)).getCommandSpec();
    }

    @Override
    public int run(Surroundings inner, AccountOpener opener, List<String> arguments) {
      // The log stays where the outer command has it.
      return new Program(inner, opener, catalogs, profile -> {})
          .run(arguments.toArray(String[]::new));
    }
  }

  /** For a person who typed the program's name alone, to see what it is. */
  private int helpOnError(CommandLine root) {
    root.usage(
        new PrintWriter(new OutputStreamWriter(surroundings.err(), StandardCharsets.UTF_8), true));
    return ExitCode.USAGE;
  }

  private static int wholeNumber(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a whole number");
    }
  }

  /**
   * A JVM that was started under a locale without UTF-8 has lost what was typed. Better to say so
   * than to send something else.
   */
  private static void requireReadable(String... arguments) {
    String encoding = System.getProperty("sun.jnu.encoding", "");
    if (encoding.toUpperCase(Locale.ROOT).replace("-", "").equals("UTF8")) {
      return;
    }
    for (String argument : arguments) {
      if (argument.indexOf('\uFFFD') >= 0) {
        throw new SottoException(
                Reason.INVALID_FIELD,
                "an argument cannot be read in the locale's encoding " + encoding)
            .hint("set LC_ALL=C.UTF-8, or start the program with ./sotto, which does");
      }
    }
  }

  private static int fail(Context context, boolean json, Exception failure) {
    if (failure instanceof OutputClosedException) {
      return ExitCode.DONE;
    }
    SottoException known = known(failure);
    try {
      context.output(json).failure(NextStep.addedTo(known));
    } catch (OutputClosedException | SottoException e) {
      // Nobody listens on standard error either: the exit code alone has to say it.
      return ExitCode.of(known);
    }
    return ExitCode.of(known);
  }

  private static SottoException known(Exception failure) {
    if (failure instanceof SottoException known) {
      return known;
    }
    if (failure instanceof ParameterException wrongUsage) {
      return withOrigin(
          wrongUsage, failure.getCause() instanceof SottoException e ? e : usage(wrongUsage));
    }
    LoggerFactory.getLogger(Program.class).error("unexpected failure", failure);
    return SottoException.named(
            "INTERNAL",
            Failure.FAILED,
            "something went wrong that should not: " + failure.getClass().getSimpleName())
        .hint("the log of the profile, sotto.log, has the details");
  }

  /** Says where a bad value stands when it is not on the command line. */
  private static SottoException withOrigin(ParameterException e, SottoException known) {
    if (!(e.getCommandLine().getDefaultValueProvider() instanceof OutsideSettings settings)) {
      return known;
    }
    return settings
        .originOf(e)
        .map(
            origin -> {
              // picocli's own words name the option, which is not what stands there.
              String what =
                  known.getMessage().replaceFirst("^invalid value for option '[^']*'[^:]*: ", "");
              SottoException told =
                  SottoException.named(known.reason(), known.failure(), origin + ": " + what);
              return known
                  .field()
                  .map(told::field)
                  .orElse(told)
                  .hint("change it there, or override it on the command line");
            })
        .orElse(known);
  }

  private static SottoException usage(ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String lower = lowerFirstLine(e.getMessage() == null ? "wrong arguments" : e.getMessage());
    List<String> similar = List.of();
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      if (unmatched.isUnknownOption()) {
        similar = unmatched.getSuggestions();
      } else {
        Set<String> names = e.getCommandLine().getSubcommands().keySet();
        lower = (names.isEmpty() ? "unexpected argument '" : "unknown command '") + first + "'";
        similar = SimilarWords.of(first, names);
      }
    }
    String hint =
        similar.isEmpty()
            ? "see " + command + " --help"
            : "did you mean " + String.join(" or ", similar) + "? see " + command + " --help";
    return SottoException.named("USAGE", Failure.USAGE, lower).hint(hint);
  }

  private static String lowerFirstLine(String message) {
    String line = message.lines().findFirst().orElse("");
    return line.isEmpty()
        ? line
        : line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1);
  }
}
