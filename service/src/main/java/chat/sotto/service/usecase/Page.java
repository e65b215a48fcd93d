package chat.sotto.service.usecase;

import java.util.List;
import java.util.Optional;

/**
 * A stretch of a longer list.
 *
 * @param items in the list's order
 * @param next the item to go on after; empty when there are no more
 */
public record Page<T>(List<T> items, Optional<T> next) {
  /** Copies the list. */
  public Page {
    items = List.copyOf(items);
  }

  /**
   * Cuts a page.
   *
   * @param found up to one more than {@code size} items, which tells whether there are more
   * @param size at least 1
   */
  public static <T> Page<T> cut(List<T> found, int size) {
    return found.size() <= size
        ? new Page<>(found, Optional.empty())
        : new Page<>(found.subList(0, size), Optional.of(found.get(size - 1)));
  }
}
