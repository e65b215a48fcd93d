package chat.sotto.cli.shell.view;

import chat.sotto.client.model.Username;
import org.jline.utils.AttributedStyle;

/**
 * Styles: the terminal's own sixteen colours, in which its user has chosen what can be read, and
 * none where they are not wanted. No style carries a meaning that the text does not.
 *
 * @param coloured whether there are any
 */
public record Theme(boolean coloured) {
  // Not yellow, which vanishes on white, nor blue, which vanishes on black; red is for warnings.
  private static final int[] NAMES = {
    AttributedStyle.CYAN, AttributedStyle.GREEN, AttributedStyle.MAGENTA
  };

  /** Ordinary text. */
  public AttributedStyle plain() {
    return AttributedStyle.DEFAULT;
  }

  /** What is beside the point: numbers, times, gutters. */
  public AttributedStyle quiet() {
    return coloured ? AttributedStyle.DEFAULT.faint() : plain();
  }

  /** The name of who speaks. */
  public AttributedStyle name(Username user, boolean own) {
    if (!coloured) {
      return plain();
    }
    return own
        ? AttributedStyle.DEFAULT.bold()
        : AttributedStyle.DEFAULT.foreground(
            NAMES[Math.floorMod(user.value().hashCode(), NAMES.length)]);
  }

  /** What went well, or is well. */
  public AttributedStyle good() {
    return coloured ? AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN) : plain();
  }

  /** What failed. */
  public AttributedStyle bad() {
    return coloured ? AttributedStyle.DEFAULT.foreground(AttributedStyle.RED) : plain();
  }

  /** What nobody should overlook. */
  public AttributedStyle alarm() {
    return coloured ? AttributedStyle.DEFAULT.bold().foreground(AttributedStyle.RED) : plain();
  }

  /** What matters now. */
  public AttributedStyle strong() {
    return coloured ? AttributedStyle.DEFAULT.bold() : plain();
  }
}
