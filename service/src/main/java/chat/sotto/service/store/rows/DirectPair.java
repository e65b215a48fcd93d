package chat.sotto.service.store.rows;

import chat.sotto.service.domain.Username;

/**
 * The two of a direct chat, in the order of their names.
 *
 * @param low the first
 * @param high the second
 */
public record DirectPair(Username low, Username high) {
  /** The pair of two users, whoever asks. */
  public static DirectPair of(Username one, Username other) {
    return one.compareTo(other) < 0 ? new DirectPair(one, other) : new DirectPair(other, one);
  }
}
