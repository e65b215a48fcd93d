package chat.sotto.app.settings;

import chat.sotto.cli.OutsideSettings;
import chat.sotto.cli.output.SimilarWords;
import chat.sotto.cli.terminal.Surroundings;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.service.ServerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Where {@code serve} gets an option's value: the command line, else the environment, else a file,
 * else the default. The file is that of {@code --config} or {@code SOTTO_CONFIG}, else {@code
 * server.properties} in the data directory if it is there.
 *
 * <p>This holds for every option that the command has, however many there will be. The command line
 * is picocli's business; it asks here for what is not there.
 */
public final class ServeSettings implements OutsideSettings {
  /** The file in the data directory. */
  public static final String FILE = "server.properties";

  private static final String DATA_FOLDER = ".sotto-server";
  private static final SettingName CONFIG = new SettingName("--config");
  private static final SettingName DATA = new SettingName("--data");
  private static final SettingName STORE = new SettingName("--store");

  /** Say what to do with settings, and are none. */
  private static final Set<String> ON_THE_COMMAND_LINE_ALONE = Set.of("--print-config");

  private final Surroundings surroundings;
  private @Nullable Path readPath;
  private @Nullable SettingsFile read;
  private final Set<ArgSpec> given = new HashSet<>();
  private @Nullable ArgSpec lastGiven;

  /** Reads the environment now and the file when it is known which. */
  public ServeSettings(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Whether an option is one that may stand elsewhere than on the command line. */
  static boolean isSetting(OptionSpec option) {
    return SettingName.of(option).isPresent()
        && !ON_THE_COMMAND_LINE_ALONE.contains(option.longestName());
  }

  /** The data directory of somebody who names none. */
  public Path defaultData() {
    return surroundings.home().resolve(DATA_FOLDER);
  }

  /**
   * The value of an option that is not on the command line. Never throws: {@link #check} says what
   * is wrong with the file.
   */
  @Override
  public @Nullable String defaultValue(ArgSpec arg) {
    CommandSpec command = arg.command();
    if (!(arg instanceof OptionSpec option) || !isSetting(option) || wantsHelp(command)) {
      return null;
    }
    SettingName name = new SettingName(option.longestName());
    String value = variable(name).or(() -> inFile(command, name)).orElse(null);
    if (value != null) {
      given.add(arg);
      lastGiven = arg;
    }
    return value;
  }

  private Optional<String> inFile(CommandSpec command, SettingName name) {
    if (name.equals(CONFIG) || (name.equals(DATA) && configPath(command).isEmpty())) {
      return Optional.empty();
    }
    try {
      return file(command).flatMap(file -> file.find(name.key()));
    } catch (SottoException e) {
      return Optional.empty();
    }
  }

  /**
   * Checks the file.
   *
   * @throws SottoException {@code INVALID_FIELD}, saying what is wrong with it
   */
  public void check(CommandSpec command) {
    Optional<SettingsFile> file = file(command);
    if (file.isEmpty()) {
      return;
    }
    if (configPath(command).isEmpty() && file.get().find(DATA.key()).isPresent()) {
      throw new SottoException(
              Reason.INVALID_FIELD,
              file.get().place(DATA.key()) + " cannot be set there: the file is found by it")
          .hint("use --data or " + DATA.variable() + ", or name the file with --config");
    }
    Set<String> known = new TreeSet<>();
    for (OptionSpec option : SettingName.options(command)) {
      if (isSetting(option)) {
        known.add(new SettingName(option.longestName()).key());
      }
    }
    known.remove(CONFIG.key());
    file.get().requireKeys(known);
  }

  /** The file that counts; empty if there is none. */
  public Optional<Path> path(CommandSpec command) {
    return file(command).map(SettingsFile::path);
  }

  /** A sentence for each variable that looks as if it was meant for a setting. */
  public List<String> doubtful(CommandSpec command) {
    Set<String> known =
        SettingName.options(command).stream()
            .map(option -> new SettingName(option.longestName()).variable())
            .collect(Collectors.toSet());
    List<String> sentences = new ArrayList<>();
    for (String variable : new TreeSet<>(surroundings.environment().keySet())) {
      if (variable.startsWith("SOTTO_") && !known.contains(variable)) {
        List<String> similar = SimilarWords.of(variable, known);
        if (!similar.isEmpty()) {
          sentences.add(
              variable + " is no setting; did you mean " + String.join(" or ", similar) + "?");
        }
      }
    }
    return sentences;
  }

  /** Where the value of an option stands, once the command line is parsed. */
  public Origin origin(OptionSpec option) {
    CommandSpec command = option.command();
    SettingName name = new SettingName(option.longestName());
    if (command.commandLine().getParseResult().hasMatchedOption(option)) {
      return new Origin(Origin.Kind.OPTION, name.option());
    }
    return outside(command, name).orElse(Origin.DEFAULT);
  }

  @Override
  public Optional<String> originOf(ParameterException failure) {
    ArgSpec arg = failure.getArgSpec();
    return arg == null || arg != lastGiven
        ? Optional.empty()
        : SettingName.of(arg).flatMap(name -> outside(arg.command(), name)).map(Origin::where);
  }

  private Optional<Origin> outside(CommandSpec command, SettingName name) {
    return variable(name)
        .map(value -> new Origin(Origin.Kind.ENVIRONMENT, name.variable()))
        .or(
            () ->
                inFile(command, name)
                    .flatMap(value -> file(command))
                    .map(file -> new Origin(Origin.Kind.FILE, file.place(name.key()))));
  }

  private Optional<String> variable(SettingName name) {
    return surroundings.variable(name.variable());
  }

  /** The file that counts, as far as the command line is parsed. */
  private Optional<SettingsFile> file(CommandSpec command) {
    Optional<Path> path = configPath(command).or(() -> inDataDirectory(command));
    if (path.isEmpty()) {
      return Optional.empty();
    }
    SettingsFile known = read;
    if (known == null || !path.get().equals(readPath)) {
      known = SettingsFile.read(path.get());
      read = known;
      readPath = path.get();
    }
    return Optional.of(known);
  }

  private Optional<Path> configPath(CommandSpec command) {
    return typed(command, CONFIG).or(() -> variable(CONFIG)).map(Path::of);
  }

  private Optional<Path> inDataDirectory(CommandSpec command) {
    Optional<String> data = typed(command, DATA).or(() -> variable(DATA));
    boolean leavesNothing =
        data.isEmpty()
            && typed(command, STORE)
                .or(() -> variable(STORE))
                .filter(ServerConfig.MEMORY::equals)
                .isPresent();
    return leavesNothing
        ? Optional.empty()
        : Optional.of(data.map(Path::of).orElseGet(this::defaultData).resolve(FILE))
            .filter(Files::exists);
  }

  /** What the command line says. */
  private Optional<String> typed(CommandSpec command, SettingName name) {
    OptionSpec option = command.findOption(name.option());
    return option == null || option.getValue() == null || given.contains(option)
        ? Optional.empty()
        : Optional.of(option.getValue().toString());
  }

  private static boolean wantsHelp(CommandSpec command) {
    OptionSpec help = command.findOption("--help");
    return help != null && Boolean.TRUE.equals(help.getValue());
  }
}
