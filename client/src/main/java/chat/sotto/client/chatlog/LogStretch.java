package chat.sotto.client.chatlog;

import chat.sotto.client.content.LogPlace;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.util.ArrayList;
import java.util.List;

/** Hashes of a stretch of the log that was fetched again, to be compared with one's own. */
public final class LogStretch {
  private LogStretch() {}

  /**
   * The place of each entry; fails with {@link Reason#BAD_RESPONSE} when they do not follow each
   * other.
   */
  public static List<LogPlace> places(LogPlace before, List<LogEntry> entries) {
    List<LogPlace> places = new ArrayList<>();
    LogPlace last = before;
    for (LogEntry entry : entries) {
      if (!entry.seq().equals(last.seq().next())) {
        throw new SottoException(Reason.BAD_RESPONSE, "the server sent a log with gaps");
      }
      last = new LogPlace(entry.seq(), entry.chain(last.hash()));
      places.add(last);
    }
    return places;
  }
}
