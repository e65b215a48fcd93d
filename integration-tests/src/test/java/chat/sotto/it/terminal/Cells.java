package chat.sotto.it.terminal;

import java.util.Arrays;

/** A grid of character cells. A wide character fills its cell and leaves the next one empty. */
final class Cells {
  static final String BLANK = " ";

  /** What stands in the second cell of a wide character. */
  static final String CONTINUED = "";

  private String[][] rows;
  private int columns;

  Cells(int rows, int columns) {
    this.columns = columns;
    this.rows = new String[rows][];
    clear();
  }

  void clear() {
    for (int row = 0; row < rows.length; row++) {
      rows[row] = blankRow();
    }
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
    for (int row = top; row <= bottom; row++) {
      int source = row + up;
      rows[row] = source >= top && source <= bottom ? old[source] : blankRow();
    }
  }

  /** Cuts or extends at the right and at the bottom; {@code dropped} rows go at the top first. */
  void resize(int newRows, int newColumns, int dropped) {
    String[][] old = rows;
    int oldColumns = columns;
    columns = newColumns;
    rows = new String[newRows][];
    for (int row = 0; row < newRows; row++) {
      rows[row] = blankRow();
      int source = row + dropped;
      if (source < old.length) {
        System.arraycopy(old[source], 0, rows[row], 0, Math.min(oldColumns, newColumns));
      }
    }
  }

  /** A row as a person reads it, without the blanks at its end. */
  String line(int row) {
    return String.join("", rows[row]).stripTrailing();
  }
}
