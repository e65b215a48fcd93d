package chat.sotto.cli.shell;

import chat.sotto.cli.shell.state.ShellState;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.Username;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Puts in what may be left out while a chat is open: the chat of a command about chats, and the
 * other person of {@code /safety} and {@code /verify}. Something was left out when fewer arguments
 * than required are there, or when all there is of CHAT [SEQ] is a number.
 */
final class LeftOut {
  private static final Set<String> ABOUT_THE_OTHER = Set.of("safety", "verify");

  /** Their chat is a request, which is never open. */
  private static final Set<String> ABOUT_REQUESTS = Set.of("accept", "decline");

  private LeftOut() {}

  /** The arguments with what was left out, if it was. */
  static List<String> added(CommandSpec command, List<String> arguments, ShellState state) {
    Optional<String> missing = missing(command, state);
    if (missing.isEmpty()) {
      return arguments;
    }
    List<String> given = positional(command, arguments);
    // What send has to say may be left out only where there is a file.
    boolean textNeeded = command.name().equals("send") && !namesFile(arguments);
    int least = textNeeded ? 1 : 0;
    int most = 0;
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      least += parameter.arity().min();
      most += parameter.arity().max();
    }
    boolean numberAlone =
        given.size() == least && least < most && given.get(0).matches("#?[0-9]{1,5}");
    if (given.size() >= least && !numberAlone) {
      return arguments;
    }
    List<String> all = new ArrayList<>();
    all.add(missing.get());
    all.addAll(arguments);
    return all;
  }

  private static Optional<String> missing(CommandSpec command, ShellState state) {
    String label =
        command.positionalParameters().stream()
            .filter(parameter -> parameter.index().min() == 0)
            .map(PositionalParamSpec::paramLabel)
            .findFirst()
            .orElse("");
    if (label.equals("CHAT") && !ABOUT_REQUESTS.contains(command.name())) {
      return state.open().map(Object::toString);
    }
    if (label.equals("USER") && ABOUT_THE_OTHER.contains(command.name())) {
      Username self = state.who().username();
      return state
          .openChat()
          .filter(view -> view.info().kind() == ChatKind.DIRECT)
          .flatMap(
              view -> view.info().members().stream().filter(name -> !name.equals(self)).findFirst())
          .map(Username::value);
    }
    return Optional.empty();
  }

  private static boolean namesFile(List<String> arguments) {
    return arguments.stream()
        .takeWhile(argument -> !argument.equals("--"))
        .anyMatch(argument -> argument.equals("--file") || argument.startsWith("--file="));
  }

  /** Those that are neither options nor their values. */
  private static List<String> positional(CommandSpec command, List<String> arguments) {
    List<String> found = new ArrayList<>();
    for (int at = 0; at < arguments.size(); at++) {
      String argument = arguments.get(at);
      if (argument.equals("--")) {
        found.addAll(arguments.subList(at + 1, arguments.size()));
        break;
      }
      OptionSpec option = command.optionsMap().get(argument);
      if (option != null) {
        at += option.arity().min();
      } else if (!argument.startsWith("--")) {
        found.add(argument);
      }
    }
    return found;
  }
}
