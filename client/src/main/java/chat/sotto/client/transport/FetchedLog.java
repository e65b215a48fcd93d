package chat.sotto.client.transport;

import chat.sotto.client.chatlog.LogEntry;
import chat.sotto.client.model.LogHash;
import java.util.List;

/**
 * A stretch of a log.
 *
 * @param entries contiguous, ascending
 * @param hashBefore H(first entry's seq - 1)
 * @param lastSeq the log's end now
 */
public record FetchedLog(List<LogEntry> entries, LogHash hashBefore, long lastSeq) {
  public FetchedLog {
    entries = List.copyOf(entries);
  }
}
