package chat.sotto.cli.output.picture;

import java.util.Optional;
import java.util.function.Function;

/** How a terminal can show a picture. */
public enum Graphics {
  /** Not at all, or colours are not wanted: whoever prints says in words what there is. */
  NONE,
  /** Half a character for each pixel, in the 256 colours that most terminals have. */
  BLOCKS_256,
  /** Half a character for each pixel, in any colour. */
  BLOCKS,
  /** The graphics of Kitty; Ghostty has them too. */
  KITTY,
  /** The graphics of the VT340: foot, mlterm, mintty, contour. */
  SIXEL,
  /** The inline images of iTerm2; WezTerm has them too. */
  ITERM2;

  /**
   * What the environment says. The terminal is not asked: its answer would come among what is
   * typed, or not at all. Where it is not sure that there are graphics, there are blocks; so it is
   * inside tmux and screen, which keep graphics from the terminal around them.
   *
   * @param variables an environment variable by its name; an empty one counts as unset
   */
  public static Graphics detect(Function<String, Optional<String>> variables) {
    String term = variables.apply("TERM").orElse("");
    if (variables.apply("NO_COLOR").isPresent() || term.isEmpty() || term.startsWith("dumb")) {
      return NONE;
    }
    String program = variables.apply("TERM_PROGRAM").orElse("");
    boolean multiplexed =
        variables.apply("TMUX").isPresent()
            || variables.apply("STY").isPresent()
            || program.equals("tmux")
            || term.startsWith("tmux")
            || term.startsWith("screen");
    return multiplexed
        ? blocks(variables, term)
        : own(variables, term, program).orElseGet(() -> blocks(variables, term));
  }

  /** The graphics of a terminal that is known to have them, whatever it was started from. */
  private static Optional<Graphics> own(
      Function<String, Optional<String>> variables, String term, String program) {
    if (term.equals("xterm-kitty") || term.equals("xterm-ghostty") || program.equals("ghostty")) {
      return Optional.of(KITTY);
    }
    if (term.equals("foot")
        || term.startsWith("foot-")
        || term.startsWith("mlterm")
        || term.startsWith("contour")
        || program.equals("mintty")) {
      return Optional.of(SIXEL);
    }
    if (program.equals("iTerm.app") || program.equals("WezTerm")) {
      return Optional.of(ITERM2);
    }
    // Others that say who they are: what is left of the terminal they were started from is not
    // about them.
    for (String mark : new String[] {"VTE_VERSION", "XTERM_VERSION", "KONSOLE_VERSION"}) {
      if (variables.apply(mark).isPresent()) {
        return Optional.empty();
      }
    }
    if (!program.isEmpty()) {
      return Optional.empty();
    }
    if (variables.apply("KITTY_WINDOW_ID").isPresent()) {
      return Optional.of(KITTY);
    }
    // Sent along by ssh, unlike the others.
    return variables
        .apply("LC_TERMINAL")
        .filter(terminal -> terminal.equals("iTerm2"))
        .map(terminal -> ITERM2);
  }

  private static Graphics blocks(Function<String, Optional<String>> variables, String term) {
    String colours = variables.apply("COLORTERM").orElse("");
    if (colours.equals("truecolor")
        || colours.equals("24bit")
        || term.endsWith("-direct")
        || variables.apply("WT_SESSION").isPresent()) {
      return BLOCKS;
    }
    return term.contains("256color") ? BLOCKS_256 : NONE;
  }
}
