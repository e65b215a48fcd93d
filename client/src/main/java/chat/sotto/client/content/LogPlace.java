package chat.sotto.client.content;

import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.Seq;

/** A place in a log with the hash of everything up to it: n and H(n). */
public record LogPlace(Seq seq, LogHash hash) {
  /** Before the first entry. */
  public static final LogPlace BEGINNING = new LogPlace(Seq.ZERO, LogHash.ZERO);
}
