package chat.sotto.it.wire;

import chat.sotto.v1.FetchLogRequest;
import chat.sotto.v1.FetchLogResponse;
import chat.sotto.v1.LogEntry;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody with an account, a device and an open session.
 *
 * @param device what belongs to them
 * @param connection logged in
 */
public record Person(WireDevice device, WireConnection connection) {
  /** Their user name. */
  public String name() {
    return device.username();
  }

  /** A stream that has caught up. */
  public WireStream online() {
    return connection.stream().hello();
  }

  /** Where a chat's log ends now. */
  public long logEnd(ByteString chat) {
    return fetch(chat, 1, 1).getLastSeq();
  }

  /** A chat's log from a sequence to its end, as this person may read it. */
  public List<LogEntry> log(ByteString chat, long from) {
    List<LogEntry> all = new ArrayList<>();
    while (true) {
      FetchLogResponse page = fetch(chat, from + all.size(), 1000);
      all.addAll(page.getEntriesList());
      if (page.getEntriesCount() == 0 || all.get(all.size() - 1).getSeq() >= page.getLastSeq()) {
        return all;
      }
    }
  }

  private FetchLogResponse fetch(ByteString chat, long from, int size) {
    return connection
        .chat()
        .fetchLog(
            FetchLogRequest.newBuilder()
                .setChatId(chat)
                .setFromSeq(from)
                .setPageSize(size)
                .build());
  }
}
