package chat.sotto.client.model;

import org.jspecify.annotations.Nullable;

/**
 * Which stretch of a chat to read.
 *
 * @param limit at most this many of the newest that match, 1 to {@value #MAX_LIMIT}
 * @param before only messages before this one; null for the log's end
 * @param onlyNew only messages beyond the user's read mark
 */
public record ReadQuery(int limit, @Nullable Seq before, boolean onlyNew) {

  /** The most messages one call returns. */
  public static final int MAX_LIMIT = 1_000;

  /** What is read when nothing else is asked for. */
  public static final int DEFAULT_LIMIT = 50;

  public ReadQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new SottoException(Reason.INVALID_FIELD, "limit must be from 1 to " + MAX_LIMIT)
          .field("limit");
    }
  }
}
