package chat.sotto.cli.output;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What somebody may have meant who mistyped a word. */
public final class SimilarWords {
  private static final int MOST = 3;

  private SimilarWords() {}

  /**
   * The words a few slips away from {@code typed}, the closest first; at most three.
   *
   * @param typed as it was typed
   * @param words those that exist
   */
  public static List<String> of(String typed, Collection<String> words) {
    int allowed = typed.length() < 6 ? 1 : 2;
    return words.stream()
        .filter(word -> slips(typed, word) <= allowed)
        .sorted(
            Comparator.<String>comparingInt(word -> slips(typed, word))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .toList();
  }

  /**
   * How many letters were added, left out, changed or swapped with their neighbour (optimal string
   * alignment distance).
   */
  private static int slips(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int changed = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int least =
            Math.min(cost[i - 1][j - 1] + changed, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        cost[i][j] = swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
      }
    }
    return cost[from.length()][to.length()];
  }
}
