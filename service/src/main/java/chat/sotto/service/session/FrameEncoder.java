package chat.sotto.service.session;

import chat.sotto.service.domain.Announcement;
import chat.sotto.service.domain.LogEntry;
import java.time.Duration;

/** Makes the frames that streams send of their own accord. */
public interface FrameEncoder {
  /** An entry of a log. */
  EncodedFrame entry(LogEntry entry);

  /** News beside the log. */
  EncodedFrame signal(Signal signal);

  /** What the server says in its own name. */
  EncodedFrame announcement(Announcement announcement);

  /** Everything that existed when the stream began has been sent. */
  EncodedFrame caughtUp();

  /** The server ends the stream soon. */
  EncodedFrame goAway(Duration retryAfter);
}
