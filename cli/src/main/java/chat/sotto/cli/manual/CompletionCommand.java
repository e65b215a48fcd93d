package chat.sotto.cli.manual;

import chat.sotto.cli.command.Context;
import chat.sotto.cli.output.ExitCode;
import chat.sotto.cli.output.Fields;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}: the script by which a shell completes commands and options. */
@Command(
    name = "completion",
    description = {
      "Print the script by which bash or zsh completes commands and options with the Tab key.",
      "Needs neither profile nor server."
    },
    footer = {
      "",
      "Example:",
      "  source <(sotto completion bash)",
      "  sotto completion zsh > ~/.zfunc/_sotto"
    })
public final class CompletionCommand implements Callable<Integer> {
  private static final String PROGRAM = "sotto";

  /** Where zsh finds the script by itself, it runs it as the function that completes. */
  private static final String ZSH_HEAD =
      """
      #compdef sotto
      # bash has this and zsh does not; the alias below comes too late when the file is autoloaded.
      function compopt() { : }
      """;

  private static final String ZSH_FOOT =
      """

      # Found on fpath, this file is the function that completes: the first time, too.
      if [ "${funcstack[1]-}" = _sotto ]; then
        _bash_complete -o default -F _complete_sotto
      fi
      """;

  /** What the argument may be; picocli offers it when it completes. */
  static final class Shells extends ArrayList<String> {
    Shells() {
      super(List.of("bash", "zsh"));
    }
  }

  @Parameters(
      paramLabel = "SHELL",
      completionCandidates = Shells.class,
      description = "Which shell: ${COMPLETION-CANDIDATES}.")
  String shell = "";

  private final Context context;
  private final Supplier<CommandLine> commands;

  /**
   * Not run yet.
   *
   * @param commands the whole command line
   */
  public CompletionCommand(Context context, Supplier<CommandLine> commands) {
    this.context = context;
    this.commands = commands;
  }

  @Override
  public Integer call() {
    if (!new Shells().contains(shell)) {
      throw new SottoException(Reason.INVALID_FIELD, "there is no script for '" + shell + "'")
          .field("SHELL")
          .hint("say bash or zsh");
    }
    String bash = AutoComplete.bash(PROGRAM, commands.get());
    String script = shell.equals("zsh") ? ZSH_HEAD + bash + ZSH_FOOT : bash;
    context.output().data(script.lines().toList(), Fields.of("shell", shell).and("script", script));
    return ExitCode.DONE;
  }
}
