package chat.sotto.cli;

import chat.sotto.cli.command.GlobalOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code sotto}: the root of the command line, and the manual of this module.
 *
 * <ul>
 *   <li>{@link Program} runs a command line and answers with an exit code. It is the only place
 *       where failures become exit codes, and the only one that catches everything.
 *   <li>{@link ClientCommands} lists the commands of this module; a program adds catalogs of its
 *       own.
 *   <li>{@link chat.sotto.cli.command} has one thin class for each command, over {@link
 *       chat.sotto.client.Account}.
 *   <li>{@link chat.sotto.cli.welcome} leads whoever has no profile to one, before the shell.
 *   <li>{@link chat.sotto.cli.shell} is {@code sotto chat}: it runs the same commands behind a
 *       slash, and shows what comes in meanwhile.
 *   <li>{@link chat.sotto.cli.output} renders all that is printed, as text or as JSON.
 *   <li>{@link chat.sotto.cli.terminal} is what is around the program: prompts, files, signals.
 * </ul>
 */
@Command(
    name = "sotto",
    description = {"End-to-end encrypted chat over a server of your own.", ""},
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example:",
      "  sotto demo",
      "  sotto register --join 'sotto://…' --username alice",
      "  sotto request bob",
      "  sotto send bob 'hello'",
      "",
      "sotto COMMAND --help explains a command. Exit codes: 0 done, 1 failed, 2 wrong arguments,",
      "3 not logged in, 4 not found, 5 refused, 6 server unreachable, 7 security check failed."
    })
final class SottoCommand implements Runnable {
  @Mixin final GlobalOptions options;
  @Spec CommandSpec spec;

  @Option(names = "--version", versionHelp = true, description = "Print the version.")
  boolean version;

  SottoCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do");
  }
}
