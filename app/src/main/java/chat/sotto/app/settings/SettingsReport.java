package chat.sotto.app.settings;

import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What {@code --print-config} shows: each setting with its value and where that stands.
 *
 * @param lines one a setting
 */
public record SettingsReport(List<Line> lines) {

  /**
   * One setting.
   *
   * @param text for people
   * @param fields for programs: {@code name, value, source, where}
   */
  public record Line(String text, Fields fields) {}

  /** Copies the list. */
  public SettingsReport {
    lines = List.copyOf(lines);
  }

  /** The settings of a command whose command line is parsed. */
  public static SettingsReport of(CommandSpec command, ServeSettings settings) {
    List<OptionSpec> options =
        SettingName.options(command).stream().filter(ServeSettings::isSetting).toList();
    int names = widest(options.stream().map(SettingsReport::name).toList());
    int values = widest(options.stream().map(option -> shown(option.getValue())).toList());
    List<Line> lines = new ArrayList<>();
    for (OptionSpec option : options) {
      Origin origin = settings.origin(option);
      String shown = shown(option.getValue());
      lines.add(
          new Line(
              padded(name(option), names) + padded(shown, values) + origin,
              Fields.of("name", name(option))
                  .and("value", option.getValue())
                  .and("source", origin.kind().name().toLowerCase(Locale.ROOT))
                  .and("where", origin.where().isEmpty() ? null : origin.where())));
    }
    return new SettingsReport(lines);
  }

  private static String name(OptionSpec option) {
    return new SettingName(option.longestName()).key();
  }

  private static String shown(@Nullable Object value) {
    if (value instanceof Collection<?> several) {
      return several.isEmpty()
          ? "-"
          : several.stream()
              .map(each -> Printable.line(String.valueOf(each)))
              .collect(Collectors.joining(","));
    }
    if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }
    return value == null ? "-" : Printable.line(value.toString());
  }

  private static int widest(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length() + 2);
  }
}
