package chat.sotto.cli.shell;

import chat.sotto.cli.command.CommandTable;
import chat.sotto.cli.output.Printable;
import chat.sotto.cli.shell.line.SlashCompleter.Choice;
import chat.sotto.cli.shell.state.ChatView;
import chat.sotto.cli.shell.state.ShellState;
import chat.sotto.client.model.ChatRequest;
import chat.sotto.client.model.Username;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What may stand at a place of a command line, from what the shell knows: nobody is asked. */
final class Choices {
  private static final int SHORT_ID = 8;

  private final CommandTable commands;
  private final Supplier<ShellState> state;
  private final PathChoices paths;
  private final Map<String, CommandSpec> described = new HashMap<>();

  Choices(CommandTable commands, Supplier<ShellState> state, PathChoices paths) {
    this.commands = commands;
    this.state = state;
    this.paths = paths;
  }

  /** Choices for the last of these words; the first begins with a slash. */
  List<Choice> at(List<String> words) {
    if (words.size() == 1) {
      return names();
    }
    String name = words.get(0).substring(1).toLowerCase(Locale.ROOT);
    return switch (name) {
      case "chat" -> words.size() == 2 ? chats() : List.of();
      case "whisper" -> words.size() == 2 ? people() : List.of();
      case "help" -> words.size() == 2 ? withoutSlash(names()) : List.of();
      case "image" -> words.size() == 2 ? paths.images(last(words)) : List.of();
      case "file" -> words.size() == 2 ? paths.files(last(words)) : List.of();
      case "save" -> save(words);
      case "reply", "exit", "quit" -> List.of();
      default -> ofCommand(OwnWords.ALIASES.getOrDefault(name, name), words);
    };
  }

  private List<Choice> names() {
    List<Choice> all = new ArrayList<>();
    OwnWords.ALL.forEach(word -> all.add(new Choice("/" + word.name(), word.description())));
    for (String name : commands.names()) {
      if (!OwnWords.isOwn(name) && OwnWords.whyNot(name).isEmpty()) {
        all.add(new Choice("/" + name, Help.summary(commands, name)));
      }
    }
    return all;
  }

  private static List<Choice> withoutSlash(List<Choice> all) {
    return all.stream()
        .map(choice -> new Choice(choice.value().substring(1), choice.description()))
        .toList();
  }

  /** As the shell says it, or as the program does. */
  private List<Choice> save(List<String> words) {
    List<Choice> all = new ArrayList<>(ofCommand("save", words));
    boolean place =
        words.size() == 2 || (words.size() == 3 && words.get(1).matches("#?[0-9]{1,18}"));
    if (place && !last(words).startsWith("-")) {
      all.addAll(paths.files(last(words)));
    }
    return all;
  }

  private static String last(List<String> words) {
    return words.get(words.size() - 1);
  }

  private List<Choice> ofCommand(String name, List<String> words) {
    if (!commands.names().contains(name)) {
      return List.of();
    }
    CommandSpec command = described.computeIfAbsent(name, commands::describe);
    int from = 1;
    CommandLine below = command.subcommands().get(words.get(from));
    while (from < words.size() - 1 && below != null) {
      command = below.getCommandSpec();
      from++;
      below = command.subcommands().get(words.get(from));
    }
    OptionSpec before = command.optionsMap().get(words.get(words.size() - 2));
    if (before != null && HomePath.isPath(before)) {
      return paths.files(last(words));
    }
    List<Choice> all = new ArrayList<>();
    if (last(words).startsWith("-")) {
      for (OptionSpec option : command.options()) {
        if (!option.hidden()) {
          all.add(new Choice(option.longestName(), first(option.description())));
        }
      }
      return all;
    }
    command.subcommands().forEach((word, each) -> all.add(new Choice(word, "")));
    int place = words.size() - 1 - from;
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      if (parameter.index().min() == place) {
        all.addAll(
            switch (parameter.paramLabel()) {
              case "CHAT" -> name.equals("accept") || name.equals("decline") ? requests() : chats();
              case "USER" -> people();
              default -> List.<Choice>of();
            });
      }
    }
    return all;
  }

  private List<Choice> chats() {
    List<Choice> all = new ArrayList<>();
    for (ChatView view : state.get().chats().values()) {
      String id = view.info().chat().toString().substring(0, SHORT_ID);
      String title = Printable.line(view.info().title());
      boolean typeable = title.equals(view.info().title()) && !title.isEmpty();
      if (!typeable || title.chars().anyMatch(Character::isWhitespace)) {
        all.add(new Choice(id, title));
      } else {
        all.add(new Choice(title, id));
      }
    }
    return all;
  }

  private List<Choice> requests() {
    List<Choice> all = new ArrayList<>();
    for (ChatRequest request : state.get().requests()) {
      all.add(new Choice(request.from().value(), "asks for a chat"));
    }
    return all;
  }

  private List<Choice> people() {
    TreeSet<Username> names = new TreeSet<>();
    state.get().chats().values().forEach(view -> names.addAll(view.info().members()));
    state.get().requests().forEach(request -> names.add(request.from()));
    names.remove(state.get().who().username());
    return names.stream().map(name -> new Choice(name.value(), "")).toList();
  }

  private static String first(String[] description) {
    return description.length == 0 ? "" : description[0];
  }
}
