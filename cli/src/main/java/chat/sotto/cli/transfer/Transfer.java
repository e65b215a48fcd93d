package chat.sotto.cli.transfer;

import chat.sotto.cli.output.ByteCount;
import chat.sotto.cli.output.Columns;
import chat.sotto.cli.output.FileText;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How far a file has come, and how fast. Moments are nanoseconds of one clock that only goes
 * forward.
 *
 * @param name of the file, as it is
 * @param done bytes that have arrived
 * @param total bytes of the whole
 * @param movedAt when {@code done} changed last
 * @param sample what {@code done} was when the rate was looked at last
 * @param sampledAt when that was
 * @param rate bytes a second, of late; negative while it is not known
 */
public record Transfer(
    String name, long done, long total, long movedAt, long sample, long sampledAt, double rate) {
  private static final int MOST_NAME = 32;
  private static final int LEAST_NAME = 12;
  private static final int BAR = 20;
  private static final double UNKNOWN = -1;

  /** Two looks at the rate are at least so far apart. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** What was so long ago counts about a third. */
  private static final double MEMORY_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** After so long without a byte there is no rate to be honest about. */
  private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(4);

  private static final long LONGEST_SECONDS = TimeUnit.DAYS.toSeconds(2);

  /** The first that is known of it: it may have begun long ago. */
  static Transfer first(String name, long done, long total, long now) {
    return new Transfer(name, done, total, now, done, now, UNKNOWN);
  }

  /** The next. */
  Transfer after(long nextDone, long nextTotal, long now) {
    if (nextDone < sample) {
      // It began anew.
      return first(name, nextDone, nextTotal, now);
    }
    long moved = nextDone == done ? movedAt : now;
    long since = now - sampledAt;
    if (since < LOOK_NANOS) {
      return new Transfer(name, nextDone, nextTotal, moved, sample, sampledAt, rate);
    }
    double latest = (nextDone - sample) * (double) TimeUnit.SECONDS.toNanos(1) / since;
    double weight = 1 - Math.exp(-since / MEMORY_NANOS);
    double next = rate < 0 ? latest : rate + weight * (latest - rate);
    return new Transfer(name, nextDone, nextTotal, moved, nextDone, now, next);
  }

  /**
   * Name, bar, percent, bytes, rate and time left, or as much of them as fits. It has no colours.
   *
   * @param width columns that it may take; the line never takes more
   */
  String line(int width, long now) {
    boolean stalled = now - movedAt > STALLED_NANOS && done < total;
    String bytes = ByteCount.of(Math.min(done, total)) + " of " + ByteCount.of(total);
    String percent = String.format("%3d%%", percent());
    String speed = stalled ? "waiting" : speed();
    String left = stalled ? "" : left();
    List<String> choices =
        List.of(
            join(bar(), percent, bytes, speed, left),
            join(percent, bytes, speed, left),
            join(percent, speed, left),
            join(percent, left),
            percent);
    int wanted = Math.min(LEAST_NAME, Columns.of(FileText.name(name)));
    for (String choice : choices) {
      int room = width - Columns.of(choice) - 2;
      if (room >= wanted) {
        return FileText.name(name, Math.min(room, MOST_NAME)) + "  " + choice;
      }
    }
    return Columns.shortened(percent.strip(), width);
  }

  private static String join(String... parts) {
    return String.join("  ", List.of(parts).stream().filter(part -> !part.isEmpty()).toList());
  }

  private int percent() {
    return done >= total ? 100 : (int) (100.0 * done / total);
  }

  private String bar() {
    int full = BAR * percent() / 100;
    return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
  }

  private String speed() {
    return rate < 0 ? "" : ByteCount.of(Math.round(rate)) + "/s";
  }

  private String left() {
    if (rate < 1 || done >= total) {
      return "";
    }
    long seconds = (long) Math.ceil((total - done) / rate);
    if (seconds > LONGEST_SECONDS) {
      return "";
    }
    if (seconds < 60) {
      return seconds + " s left";
    }
    long minutes = seconds / 60;
    return minutes < 60
        ? minutes + " min " + seconds % 60 + " s left"
        : minutes / 60 + " h " + minutes % 60 + " min left";
  }
}
