package chat.sotto.app.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * One setting by its three names: {@code --enroll-port}, {@code SOTTO_ENROLL_PORT}, {@code
 * enroll-port}.
 *
 * @param option as on the command line
 */
record SettingName(String option) {
  private static final String PREFIX = "SOTTO_";

  /** The name of an option that is the command's own and no argument of every command. */
  static Optional<SettingName> of(ArgSpec arg) {
    return arg instanceof OptionSpec option && !option.inherited() && !option.usageHelp()
        ? Optional.of(new SettingName(option.longestName()))
        : Optional.empty();
  }

  /** All settings of a command, in the order of their declaration. */
  static List<OptionSpec> options(CommandSpec command) {
    return command.options().stream().filter(option -> of(option).isPresent()).toList();
  }

  /** As an environment variable. */
  String variable() {
    return PREFIX + key().toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** As a key in a file. */
  String key() {
    return option.substring(2);
  }
}
