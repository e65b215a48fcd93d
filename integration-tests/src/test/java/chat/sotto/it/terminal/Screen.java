package chat.sotto.it.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * What a terminal shows: cells, a cursor, a scroll region, a second page for full-screen programs.
 * {@link EscapeReader} works it. Rows and columns count from 0.
 */
final class Screen {
  private static final int TAB = 8;

  private int rows;
  private int columns;
  private Cells cells;
  private Cells hiddenPage;
  private boolean alternate;
  private int row;
  private int column;

  /** The last column was filled: the next character goes to the next row. */
  private boolean wrapPending;

  private boolean wraps = true;
  private boolean inserts;
  private boolean cursorKeysForPrograms;
  private int regionTop;
  private int regionBottom;
  private int savedRow;
  private int savedColumn;
  private final List<String> scrolledOff = new ArrayList<>();

  Screen(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    this.cells = new Cells(rows, columns);
    this.hiddenPage = new Cells(rows, columns);
    this.regionBottom = rows - 1;
  }

  int row() {
    return row;
  }

  int column() {
    return column;
  }

  /** The rows from the top, without blanks at their ends. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < rows; at++) {
      lines.add(cells.line(at));
    }
    return lines;
  }

  /** What has left the screen at its top, oldest first. */
  List<String> scrolledOff() {
    return List.copyOf(scrolledOff);
  }

  void resize(int newColumns, int newRows) {
    Reflowed reflowed = cells.resized(newRows, newColumns, row, column);
    cells = reflowed.cells();
    hiddenPage = hiddenPage.resized(newRows, newColumns, 0, 0).cells();
    scrolledOff.addAll(reflowed.scrolledOff());
    row = reflowed.row();
    column = reflowed.column();
    rows = newRows;
    columns = newColumns;
    wrapPending = false;
    regionTop = 0;
    regionBottom = rows - 1;
  }

  void print(int codePoint) {
    String text = Character.toString(codePoint);
    int width = CharacterWidth.of(codePoint);
    if (width == 0) {
      int before = wrapPending ? column : column - 1;
      if (before >= 0) {
        cells.combine(row, before, text);
      }
      return;
    }
    if (wrapPending || (width == 2 && column == columns - 1 && wraps)) {
      cells.wrap(row);
      column = 0;
      wrapPending = false;
      lineFeed();
    }
    if (inserts) {
      cells.shift(row, column, width);
    }
    cells.put(row, column, text);
    if (width == 2 && column + 1 < columns) {
      cells.putContinued(row, column + 1);
    }
    if (column + width < columns) {
      column += width;
    } else {
      column = columns - 1;
      wrapPending = wraps;
    }
  }

  void backspace() {
    moveTo(row, column - 1);
  }

  void tab() {
    moveTo(row, (column / TAB + 1) * TAB);
  }

  void carriageReturn() {
    moveTo(row, 0);
  }

  void lineFeed() {
    wrapPending = false;
    if (row == regionBottom) {
      scrollUp(1);
    } else if (row < rows - 1) {
      row++;
    }
  }

  void reverseLineFeed() {
    wrapPending = false;
    if (row == regionTop) {
      scrollDown(1);
    } else if (row > 0) {
      row--;
    }
  }

  void moveTo(int newRow, int newColumn) {
    row = Math.max(0, Math.min(rows - 1, newRow));
    column = Math.max(0, Math.min(columns - 1, newColumn));
    wrapPending = false;
  }

  void scrollUp(int lines) {
    if (regionTop == 0 && !alternate) {
      for (int at = 0; at < Math.min(lines, regionBottom + 1); at++) {
        scrolledOff.add(cells.line(at));
      }
    }
    cells.scroll(regionTop, regionBottom, lines);
  }

  void scrollDown(int lines) {
    cells.scroll(regionTop, regionBottom, -lines);
  }

  void setRegion(int top, int bottom) {
    int last = Math.min(rows - 1, bottom);
    if (top < last) {
      regionTop = Math.max(0, top);
      regionBottom = last;
      moveTo(0, 0);
    }
  }

  /** {@code EL}: 0 from the cursor to the end, 1 up to the cursor, 2 all. */
  void eraseInLine(int mode) {
    cells.blank(row, mode == 0 ? column : 0, mode == 1 ? column + 1 : columns);
    wrapPending = false;
  }

  /** {@code ED}: 0 from the cursor to the end, 1 up to the cursor, 2 and 3 all. */
  void eraseInDisplay(int mode) {
    if (mode >= 2) {
      cells.clear();
      return;
    }
    eraseInLine(mode);
    for (int at = mode == 0 ? row + 1 : 0; at < (mode == 0 ? rows : row); at++) {
      cells.blank(at, 0, columns);
    }
  }

  void insertLines(int count) {
    if (row >= regionTop && row <= regionBottom) {
      cells.scroll(row, regionBottom, -count);
      column = 0;
    }
  }

  void deleteLines(int count) {
    if (row >= regionTop && row <= regionBottom) {
      cells.scroll(row, regionBottom, count);
      column = 0;
    }
  }

  void insertCharacters(int count) {
    cells.shift(row, column, count);
  }

  void deleteCharacters(int count) {
    cells.shift(row, column, -count);
  }

  void eraseCharacters(int count) {
    cells.blank(row, column, Math.min(columns, column + count));
  }

  void saveCursor() {
    savedRow = row;
    savedColumn = column;
  }

  void restoreCursor() {
    moveTo(savedRow, savedColumn);
  }

  void setWraps(boolean on) {
    wraps = on;
  }

  void setInserts(boolean on) {
    inserts = on;
  }

  void setCursorKeysForPrograms(boolean on) {
    cursorKeysForPrograms = on;
  }

  /** Whether arrow keys, Home and End send SS3 instead of CSI. */
  boolean cursorKeysForPrograms() {
    return cursorKeysForPrograms;
  }

  /** Shows the other page, blank, or comes back from it. */
  void setAlternate(boolean on) {
    if (on == alternate) {
      return;
    }
    alternate = on;
    Cells shown = cells;
    cells = hiddenPage;
    hiddenPage = shown;
    if (on) {
      saveCursor();
      cells.clear();
    } else {
      restoreCursor();
    }
  }

  void reset() {
    setAlternate(false);
    cells.clear();
    regionTop = 0;
    regionBottom = rows - 1;
    wraps = true;
    inserts = false;
    moveTo(0, 0);
  }
}
