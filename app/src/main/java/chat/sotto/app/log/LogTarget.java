package chat.sotto.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Where this process logs, and how. Until somebody says so, lines are dropped.
 *
 * @param file where to; null for standard error
 * @param format how lines look
 * @param maxBytes after which a file becomes an older one
 * @param older how many older files are kept
 */
public record LogTarget(@Nullable Path file, LogFormat format, long maxBytes, int older) {
  private static final String OURS = "chat.sotto";
  private static final long MIB = 1024 * 1024;
  private static final long SERVER_FILE = 10 * MIB;
  private static final int SERVER_FILES = 5;

  private static volatile @Nullable LogTarget current;

  /**
   * To a file of at most one MiB, and one older. It is made with the first line, and only when its
   * directory is there: a log is no reason to make a profile.
   */
  public static void file(Path path) {
    current = new LogTarget(path, LogFormat.TEXT, MIB, 1);
  }

  /** To another file of that kind until the detour is closed, and then to where it went before. */
  public static Detour detour(Path path) {
    LogTarget before = current;
    file(path);
    return () -> current = before;
  }

  /** A time in which this process logs elsewhere. */
  public interface Detour extends AutoCloseable {
    @Override
    void close();
  }

  /** A server's: to a file of at most ten MiB and five older ones, or to standard error. */
  public static void server(@Nullable Path path, LogFormat format) {
    current = new LogTarget(path, format, SERVER_FILE, SERVER_FILES);
  }

  /**
   * How much of our own is logged. Libraries stay as they are: at more than {@code INFO} some of
   * them write down what they carry.
   */
  public static void level(org.slf4j.event.Level level) {
    ((Logger) LoggerFactory.getLogger(OURS)).setLevel(Level.convertAnSLF4JLevel(level));
  }

  static @Nullable LogTarget current() {
    return current;
  }
}
