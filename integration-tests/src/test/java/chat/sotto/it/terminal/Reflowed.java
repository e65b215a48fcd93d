package chat.sotto.it.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * A screen's content after its window has got another width.
 *
 * @param cells the grid
 * @param scrolledOff rows that no longer fit, oldest first
 * @param row where the cursor is
 * @param column where the cursor is
 */
record Reflowed(Cells cells, List<String> scrolledOff, int row, int column) {

  /**
   * Breaks lines into rows.
   *
   * @param lines cells, as they were before they were broken
   * @param cursorLine the line that the cursor is in
   * @param cursorOffset the cell of that line before which it stands
   */
  static Reflowed of(
      List<List<String>> lines, int cursorLine, int cursorOffset, int rows, int columns) {
    List<List<String>> broken = new ArrayList<>();
    List<Boolean> wrapped = new ArrayList<>();
    int row = 0;
    int column = 0;
    for (int number = 0; number < lines.size(); number++) {
      List<String> line = lines.get(number);
      int keep = number == cursorLine ? Math.max(cursorOffset, length(line)) : length(line);
      int from = 0;
      do {
        int to = Math.min(keep, from + columns);
        if (to < line.size() && to > from && line.get(to).equals(Cells.CONTINUED)) {
          to--;
        }
        if (number == cursorLine && cursorOffset >= from && (cursorOffset < to || to >= keep)) {
          row = broken.size();
          column = Math.min(cursorOffset - from, columns - 1);
        }
        broken.add(line.subList(Math.min(from, line.size()), Math.min(to, line.size())));
        wrapped.add(to < keep);
        from = to;
      } while (from < keep);
    }
    int dropped = Math.max(0, Math.max(row - (rows - 1), broken.size() - rows));
    dropped = Math.min(dropped, row);
    return fill(broken, wrapped, dropped, new Cells(rows, columns), rows, row, column);
  }

  private static Reflowed fill(
      List<List<String>> broken,
      List<Boolean> wrapped,
      int dropped,
      Cells cells,
      int rows,
      int row,
      int column) {
    List<String> off = new ArrayList<>();
    for (int number = 0; number < broken.size(); number++) {
      List<String> content = broken.get(number);
      if (number < dropped) {
        off.add(String.join("", content).stripTrailing());
      } else if (number - dropped < rows) {
        cells.set(number - dropped, content, wrapped.get(number));
      }
    }
    return new Reflowed(cells, off, row - dropped, column);
  }

  private static int length(List<String> line) {
    int length = line.size();
    while (length > 0 && line.get(length - 1).equals(Cells.BLANK)) {
      length--;
    }
    return length;
  }
}
