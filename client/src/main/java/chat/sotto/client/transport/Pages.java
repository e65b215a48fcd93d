package chat.sotto.client.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Gathers the pages of a list. */
final class Pages {

  /** A list that is longer than this many pages is no list but an attack. */
  private static final int MAX_PAGES = 10_000;

  private Pages() {}

  static <R, T> List<T> all(
      Function<String, R> page, Function<R, List<T>> items, Function<R, String> nextToken) {
    List<T> all = new ArrayList<>();
    String token = "";
    for (int i = 0; i < MAX_PAGES; i++) {
      R response = page.apply(token);
      all.addAll(items.apply(response));
      token = nextToken.apply(response);
      if (token.isEmpty()) {
        return all;
      }
    }
    throw Wire.bad("the server's list does not end");
  }
}
