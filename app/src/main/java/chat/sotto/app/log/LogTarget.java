package chat.sotto.app.log;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where this process logs. Said before the first line is logged; until then, and where nobody says,
 * lines are dropped.
 */
public final class LogTarget {
  private static volatile @Nullable Path file;
  private static volatile boolean standardError;

  private LogTarget() {}

  /**
   * To a file of at most one MiB, and one older. It is made with the first line, and only when its
   * directory is there: a log is no reason to make a profile.
   */
  public static void file(Path path) {
    standardError = false;
    file = path;
  }

  /** To standard error. */
  public static void standardError() {
    standardError = true;
  }

  static @Nullable Path file() {
    return file;
  }

  static boolean isStandardError() {
    return standardError;
  }
}
