package chat.sotto.it.terminal;

/** Keys that are more than their character, as an xterm sends them. */
enum Key {
  ENTER("\r"),
  TAB("\t"),
  BACKSPACE("\177"),
  ESCAPE("\033"),
  UP("\033[A"),
  DOWN("\033[B"),
  RIGHT("\033[C"),
  LEFT("\033[D"),
  HOME("\033[H"),
  END("\033[F"),
  DELETE("\033[3~"),
  CTRL_A("\001"),
  CTRL_C("\003"),
  CTRL_D("\004"),
  CTRL_L("\014"),
  CTRL_R("\022"),
  CTRL_U("\025"),
  CTRL_Z("\032"),
  PASTE_BEGIN("\033[200~"),
  PASTE_END("\033[201~");

  private final String sent;

  Key(String sent) {
    this.sent = sent;
  }

  /**
   * What it sends.
   *
   * @param forPrograms the mode of the cursor keys that programs with a line editor ask for
   */
  String sent(boolean forPrograms) {
    boolean moves = sent.matches("\033\\[[A-H]");
    return forPrograms && moves ? "\033O" + sent.substring(2) : sent;
  }
}
