package chat.sotto.cli.command;

import chat.sotto.cli.terminal.Surroundings;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * All commands of the program, for a command that runs others: the shell. They are the very same
 * classes; only what is around them differs.
 */
public interface CommandTable {
  /** No commands. */
  CommandTable NONE =
      new CommandTable() {
        @Override
        public List<String> names() {
          return List.of();
        }

        @Override
        public CommandSpec describe(String name) {
          throw new IllegalArgumentException(name);
        }

        @Override
        public int run(Surroundings surroundings, AccountOpener accounts, List<String> arguments) {
          throw new IllegalArgumentException(arguments.toString());
        }
      };

  /** All names, in the order in which help lists them. */
  List<String> names();

  /**
   * What a command takes and how it is described.
   *
   * @param name one of {@link #names}
   */
  CommandSpec describe(String name);

  /**
   * Runs one command line as the program would.
   *
   * @return the exit code
   */
  int run(Surroundings surroundings, AccountOpener accounts, List<String> arguments);
}
