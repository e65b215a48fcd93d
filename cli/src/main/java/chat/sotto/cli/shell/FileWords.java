package chat.sotto.cli.shell;

import chat.sotto.cli.shell.state.TypedLine;
import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.ReadQuery;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@code /image}, {@code /file} and {@code /save}, said as {@code send} and {@code save} of the
 * program say it.
 */
final class FileWords {
  private static final Set<String> SENDING = Set.of("image", "file");
  private static final String SAVE = "save";
  private static final String KEEP = "--keep-metadata";

  private final Account account;
  private final Desk desk;
  private final Path home;

  FileWords(Account account, Desk desk, Path home) {
    this.account = account;
    this.desk = desk;
    this.home = home;
  }

  /** Whether a command moves a file: it may take long, and the line is wanted meanwhile. */
  static boolean movesFile(TypedLine.Command command) {
    return SENDING.contains(command.name())
        || command.name().equals(SAVE)
        || (command.name().equals("send") && command.rest().contains("--file"));
  }

  /** Whether {@link #arguments} knows how the program says it. */
  static boolean knows(TypedLine.Command command) {
    return SENDING.contains(command.name())
        || (command.name().equals(SAVE) && !isWhole(command.rest()));
  }

  /** Whether it is said as on the command line already. */
  private static boolean isWhole(String rest) {
    return rest.contains("--output") || rest.contains("--help") || rest.equals("-h");
  }

  /** The program's words. May ask what the open chat holds. */
  List<String> arguments(TypedLine.Command command) {
    ChatId chat =
        desk.state()
            .open()
            .orElseThrow(
                () ->
                    new SottoException(Reason.CHAT_NOT_FOUND, "no chat is open")
                        .hint("open one: /chat NAME"));
    return said(command, chat.toString(), () -> latest(chat), home);
  }

  /**
   * The program's words.
   *
   * @param latest the number of the last file in that chat
   */
  static List<String> said(
      TypedLine.Command command, String chat, Supplier<OptionalLong> latest, Path home) {
    return command.name().equals(SAVE)
        ? save(chat, command, latest, home)
        : send(chat, command, home);
  }

  private static List<String> send(String chat, TypedLine.Command command, Path home) {
    List<String> words = new ArrayList<>(List.of("send"));
    String rest = command.rest();
    if (rest.startsWith(KEEP + " ")) {
      words.add(KEEP);
      rest = rest.substring(KEEP.length()).strip();
    }
    int end = TypedLine.firstWord(rest);
    String usage = "/" + command.name() + " PATH [TEXT]";
    if (end == 0) {
      throw SottoException.named("USAGE", Failure.USAGE, "write " + usage);
    }
    String path = HomePath.expanded(TypedLine.split(rest.substring(0, end)).get(0), home);
    String text = rest.substring(end).strip();
    if (!text.isEmpty() && !exists(path)) {
      throw new SottoException(Reason.LOCAL_FILE, "there is no file " + path)
          .hint("a path with blanks goes between quotes: /" + command.name() + " \"PATH\" TEXT");
    }
    words.add("--file=" + path);
    words.add("--");
    words.add(chat);
    if (!text.isEmpty()) {
      words.add(text);
    }
    return words;
  }

  private static boolean exists(String path) {
    try {
      return Files.exists(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static List<String> save(
      String chat, TypedLine.Command command, Supplier<OptionalLong> latest, Path home) {
    List<String> given = new ArrayList<>(command.arguments());
    List<String> words = new ArrayList<>(List.of(SAVE));
    ListIterator<String> each = given.listIterator();
    while (each.hasNext()) {
      String word = each.next();
      if (word.equals("--force") || word.equals("--json")) {
        words.add(word);
        each.remove();
      }
    }
    boolean numbered = !given.isEmpty() && given.get(0).matches("#?[0-9]{1,18}");
    String seq = numbered ? given.remove(0) : "";
    if (given.size() > 1) {
      throw SottoException.named("USAGE", Failure.USAGE, "write /save [SEQ] [PATH]")
          .hint("a path with blanks goes between quotes");
    }
    if (!numbered) {
      seq = Long.toString(latest.get().orElseThrow(FileWords::noFile));
    }
    words.add("--output=" + (given.isEmpty() ? "." : HomePath.expanded(given.get(0), home)));
    words.add("--");
    words.add(chat);
    words.add(seq);
    return words;
  }

  /** The number of the last file in a chat. */
  private OptionalLong latest(ChatId chat) {
    List<ChatMessage> messages =
        account.read(chat, new ReadQuery(ReadQuery.MAX_LIMIT, null, false));
    for (int at = messages.size() - 1; at >= 0; at--) {
      if (messages.get(at).file() != null) {
        return OptionalLong.of(messages.get(at).seq().value());
      }
    }
    return OptionalLong.empty();
  }

  private static SottoException noFile() {
    return new SottoException(
            Reason.ENTRY_NOT_FOUND,
            "there is no file in the last " + ReadQuery.MAX_LIMIT + " messages of this chat")
        .hint("name its message: /save SEQ");
  }
}
