package chat.sotto.cli;

import chat.sotto.cli.command.Context;
import java.util.List;
import java.util.Optional;

/** Commands by name. They are made one at a time, because a program runs one and starts faster. */
public interface CommandCatalog {

  /** Names in the order in which help lists them, under headings. */
  List<Section> sections();

  /**
   * A command with its subcommands, if it has any.
   *
   * @param name one of the names in {@link #sections}
   */
  Made make(String name, Context context);

  /**
   * Commands that belong together.
   *
   * @param heading for help, with a colon
   * @param names as they are typed
   */
  record Section(String heading, List<String> names) {
    public Section {
      names = List.copyOf(names);
    }
  }

  /**
   * A picocli command and those below it.
   *
   * @param command annotated
   * @param subcommands annotated too; picocli reads their names from the annotations
   * @param settings where options get their values from that are not on the command line
   */
  record Made(Object command, List<Object> subcommands, Optional<OutsideSettings> settings) {
    public Made {
      subcommands = List.copyOf(subcommands);
    }

    /** A command all of whose options stand on the command line. */
    public Made(Object command, List<Object> subcommands) {
      this(command, subcommands, Optional.empty());
    }

    /** A command without others below it. */
    public static Made of(Object command) {
      return new Made(command, List.of());
    }

    /** The same with options that may also be set elsewhere. */
    public Made with(OutsideSettings source) {
      return new Made(command, subcommands, Optional.of(source));
    }
  }
}
