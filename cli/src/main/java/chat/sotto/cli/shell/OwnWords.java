package chat.sotto.cli.shell;

import chat.sotto.cli.command.Arguments;
import chat.sotto.cli.shell.state.TypedLine;
import chat.sotto.client.Account;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The words that the shell has beside the program's commands. */
final class OwnWords {

  /**
   * A word of the shell's own.
   *
   * @param name as it is shown; case does not matter when it is typed
   * @param arguments as help shows them
   * @param description one sentence without its full stop
   */
  record Word(String name, String arguments, String description) {

    String key() {
      return name.toLowerCase(Locale.ROOT);
    }
  }

  static final List<Word> ALL =
      List.of(
          new Word("chat", "CHAT", "Open a chat: show its last messages and write there"),
          new Word("exit", "", "Leave the open chat; it goes on without you looking"),
          new Word("newChat", "NAME", "Ask somebody for a chat"),
          new Word("listChats", "", "List your chats"),
          new Word("deleteChat", "[CHAT]", "Delete a chat, the open one unless told; asks"),
          new Word("whisper", "NAME TEXT", "Say something in the direct chat with somebody"),
          new Word("reply", "SEQ TEXT", "Answer the message of that number"),
          new Word("image", "PATH [TEXT]", "Send an image, and say something with it"),
          new Word("file", "PATH [TEXT]", "Send a file, and say something with it"),
          new Word("save", "[SEQ] [PATH]", "Fetch a file, the latest unless told, into a folder"),
          new Word("help", "[COMMAND]", "List all commands, or explain one"),
          new Word("quit", "", "End the shell"));

  /** Words of the shell's own for commands of the program. */
  static final Map<String, String> ALIASES =
      Map.of("newchat", "request", "listchats", "chats", "deletechat", "delete");

  /** What is planned and is not there, said honestly. */
  private static final Map<String, String> NOT_YET =
      Map.of(
          "newgroup", "there are no groups in this version yet",
          "join", "there are no open rooms in this version yet",
          "rooms", "there are no open rooms in this version yet");

  /** Commands of the program that make no sense in the shell, and why. */
  private static final Map<String, String> NOT_HERE =
      Map.of(
          "listen", "messages appear here by themselves",
          "agent", "this shell serves other commands on this profile already",
          "serve", "a server runs in a terminal of its own: sotto serve",
          "demo", "the demo runs in a terminal of its own: sotto demo",
          "gui", "the window starts from a terminal of its own: sotto gui",
          "host", "hosting starts in a terminal of its own: sotto host");

  private final Account account;
  private final Desk desk;
  private final Conversation conversation;
  private final Speaker speaker;

  OwnWords(Account account, Desk desk, Conversation conversation, Speaker speaker) {
    this.account = account;
    this.desk = desk;
    this.conversation = conversation;
    this.speaker = speaker;
  }

  /** Whether the shell has a word of that name itself. */
  static boolean isOwn(String name) {
    return ALL.stream().anyMatch(word -> word.key().equals(name));
  }

  /** Why a word does nothing here, if that is known. */
  static Optional<String> whyNot(String name) {
    return Optional.ofNullable(NOT_YET.getOrDefault(name, NOT_HERE.get(name)));
  }

  /**
   * Does what a word says.
   *
   * @return false if it is none of these
   */
  boolean run(TypedLine.Command command) {
    switch (command.name()) {
      case "chat" -> conversation.open(required(command.rest(), "/chat CHAT"));
      case "exit" -> exit();
      case "whisper" -> {
        String[] parts = two(command.rest(), "/whisper NAME TEXT");
        String name = parts[0].startsWith("@") ? parts[0] : "@" + parts[0];
        speaker.say(account.resolve(name), parts[1], null);
        desk.note("to " + parts[0] + ": " + parts[1]);
      }
      case "reply" -> {
        String[] parts = two(command.rest(), "/reply SEQ TEXT");
        speaker.say(
            desk.state()
                .open()
                .orElseThrow(
                    () ->
                        new SottoException(Reason.CHAT_NOT_FOUND, "no chat is open")
                            .hint("open one: /chat NAME")),
            parts[1],
            Arguments.seq(parts[0]));
      }
      case "register" ->
          desk.note(
              "this profile has an account already, "
                  + desk.state().who().username()
                  + "; another one needs a profile of its own: sotto --profile DIR register");
      default -> {
        return false;
      }
    }
    return true;
  }

  private void exit() {
    if (desk.state().open().isEmpty()) {
      desk.note("no chat is open; /quit ends the shell");
    } else {
      conversation.leave();
    }
  }

  private static String required(String argument, String usage) {
    if (argument.isEmpty()) {
      throw SottoException.named("USAGE", Failure.USAGE, "write " + usage);
    }
    return argument;
  }

  private static String[] two(String rest, String usage) {
    String[] parts = rest.split("\\s+", 2);
    if (parts.length < 2 || parts[1].isBlank()) {
      throw SottoException.named("USAGE", Failure.USAGE, "write " + usage);
    }
    return parts;
  }
}
