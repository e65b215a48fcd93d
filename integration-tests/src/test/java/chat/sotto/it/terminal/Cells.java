package chat.sotto.it.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A grid of character cells. A wide character fills its cell and leaves the next one empty. */
final class Cells {
  static final String BLANK = " ";

  /** What stands in the second cell of a wide character. */
  static final String CONTINUED = "";

  private String[][] rows;

  /** Which rows go on in the next one, because the terminal itself broke them. */
  private boolean[] wrapped;

  private int columns;

  Cells(int rows, int columns) {
    this.columns = columns;
    this.rows = new String[rows][];
    this.wrapped = new boolean[rows];
    clear();
  }

  void clear() {
    for (int row = 0; row < rows.length; row++) {
      rows[row] = blankRow();
      wrapped[row] = false;
    }
  }

  /** The row was full, and what came goes on in the next one. */
  void wrap(int row) {
    wrapped[row] = true;
  }

  private String[] blankRow() {
    String[] row = new String[columns];
    Arrays.fill(row, BLANK);
    return row;
  }

  String get(int row, int column) {
    return rows[row][column];
  }

  /** Puts a text into a cell. Half of a wide character that it hits becomes blank. */
  void put(int row, int column, String text) {
    unpair(row, column);
    rows[row][column] = text;
  }

  /** Makes a cell the second one of the wide character before it. */
  void putContinued(int row, int column) {
    unpair(row, column);
    rows[row][column] = CONTINUED;
  }

  void blank(int row, int from, int to) {
    wrapped[row] = wrapped[row] && to < columns;
    for (int column = from; column < to; column++) {
      put(row, column, BLANK);
    }
  }

  private void unpair(int row, int column) {
    if (rows[row][column].equals(CONTINUED) && column > 0) {
      rows[row][column - 1] = BLANK;
    }
    if (column + 1 < columns && rows[row][column + 1].equals(CONTINUED)) {
      rows[row][column + 1] = BLANK;
    }
  }

  /** Adds a mark without width to the character that stands before the column. */
  void combine(int row, int column, String mark) {
    int at = column > 0 && rows[row][column].equals(CONTINUED) ? column - 1 : column;
    rows[row][at] += mark;
  }

  /**
   * Moves the cells of a row from {@code column} on to the right (or left), filling with blanks.
   */
  void shift(int row, int column, int by) {
    unpair(row, column);
    String[] old = rows[row].clone();
    for (int at = column; at < columns; at++) {
      int source = at - by;
      rows[row][at] = source >= column && source < columns ? old[source] : BLANK;
    }
    if (rows[row][column].equals(CONTINUED)) {
      rows[row][column] = BLANK;
    }
    if (!rows[row][columns - 1].isEmpty()
        && CharacterWidth.of(rows[row][columns - 1].codePointAt(0)) == 2) {
      rows[row][columns - 1] = BLANK;
    }
  }

  /** Moves the rows from {@code top} to {@code bottom} up (or down), filling with blank ones. */
  void scroll(int top, int bottom, int up) {
    String[][] old = rows.clone();
    boolean[] oldWrapped = wrapped.clone();
    for (int row = top; row <= bottom; row++) {
      int source = row + up;
      boolean there = source >= top && source <= bottom;
      rows[row] = there ? old[source] : blankRow();
      wrapped[row] = there && oldWrapped[source];
    }
  }

  /**
   * A grid of another size with the same lines in it, broken anew: as almost all terminals do,
   * though not xterm itself.
   *
   * @param cursorRow where the cursor is
   * @param cursorColumn where the cursor is
   */
  Reflowed resized(int newRows, int newColumns, int cursorRow, int cursorColumn) {
    List<List<String>> lines = new ArrayList<>();
    int row = 0;
    int last = Math.max(lastFilled(), cursorRow);
    int cursorLine = 0;
    int cursorOffset = 0;
    while (row <= last) {
      List<String> line = new ArrayList<>();
      boolean more = true;
      while (more && row <= last) {
        if (row == cursorRow) {
          cursorLine = lines.size();
          cursorOffset = line.size() + cursorColumn;
        }
        line.addAll(List.of(rows[row]).subList(0, filled(row)));
        more = wrapped[row];
        row++;
      }
      lines.add(line);
    }
    return Reflowed.of(lines, cursorLine, cursorOffset, newRows, newColumns);
  }

  /** Without the cell that was left blank because a wide character did not fit there. */
  private int filled(int row) {
    boolean gap =
        wrapped[row]
            && rows[row][columns - 1].equals(BLANK)
            && row + 1 < rows.length
            && columns > 1
            && rows[row + 1][1].equals(CONTINUED);
    return gap ? columns - 1 : columns;
  }

  /** Sets a row's first cells. */
  void set(int row, List<String> content, boolean goesOn) {
    for (int column = 0; column < content.size(); column++) {
      rows[row][column] = content.get(column);
    }
    wrapped[row] = goesOn;
  }

  private int lastFilled() {
    int row = rows.length - 1;
    while (row > 0 && line(row).isEmpty()) {
      row--;
    }
    return row;
  }

  /** A row as a person reads it, without the blanks at its end. */
  String line(int row) {
    return String.join("", rows[row]).stripTrailing();
  }
}
