package chat.sotto.it.terminal;

/** What people do at the beginning, one prompt after the other. */
final class Walk {
  private Walk() {}

  /** Answers the walk-through up to the recovery code, which is on the screen then. */
  static void toTheCode(PseudoTerminal newcomer, String link, String name) {
    newcomer.awaitPrompt("choose 1 to 3:");
    newcomer.enter("1");
    newcomer.awaitPrompt("paste the link:");
    newcomer.enter(link);
    newcomer.awaitPrompt("your name:");
    newcomer.enter(name);
    newcomer.awaitPrompt("choose a password:");
    newcomer.enter(Town.password(name));
    newcomer.awaitPrompt("the same again:");
    newcomer.enter(Town.password(name));
  }

  /** Answers the walk-through to its end; the shell is online then. */
  static void toTheShell(PseudoTerminal newcomer, String link, String name) {
    toTheCode(newcomer, link, name);
    newcomer.awaitPrompt("type yes when you have it:");
    newcomer.enter("yes");
    online(newcomer);
  }

  /** Types the password; the shell is online then. */
  static void in(PseudoTerminal person, String name) {
    person.awaitPrompt("password:");
    person.enter(Town.password(name));
    online(person);
  }

  private static void online(PseudoTerminal person) {
    person.awaitPrompt("sotto>");
    awaitStatus(person, "online");
  }

  /** Waits until the shell's status line begins so. */
  static void awaitStatus(PseudoTerminal person, String status) {
    person.awaitLine("the status " + status, line -> line.matches("[─-]{2} " + status + "\\b.*"));
  }

  /** Opens a chat. */
  static void into(PseudoTerminal person, String chat) {
    person.enter("/chat " + chat);
    person.awaitPrompt(chat + ">");
  }
}
