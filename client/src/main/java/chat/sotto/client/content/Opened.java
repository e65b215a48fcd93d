package chat.sotto.client.content;

import chat.sotto.client.identity.DeviceCredential;
import com.google.crypto.tink.util.Bytes;

/** What became of a received envelope. */
public sealed interface Opened {
  /**
   * It passed every check.
   *
   * @param author the device that signed it
   * @param place what the author had processed of the log; still to be compared with one's own
   * @param content for {@link ContentCodec}
   */
  record Accepted(DeviceCredential author, long counter, LogPlace place, Bytes content)
      implements Opened {
    /** Without the content. */
    @Override
    public String toString() {
      return "Accepted[" + author.device() + " " + counter + "]";
    }
  }

  /** It failed one; nothing of it is shown. */
  record Refused(Refusal reason) implements Opened {}

  /** Why an envelope is refused. */
  enum Refusal {
    /** A version of the envelope that this client does not know. */
    UNKNOWN_VERSION,
    /** Bytes that do not decode, or too many. */
    MALFORMED,
    /** Not the epoch in force at its place. */
    WRONG_EPOCH,
    /** The sender is no member in that epoch. */
    NOT_A_MEMBER,
    /** The counter is not greater than the last one: a replay. */
    COUNTER_REPEATED,
    /** It claims to know the log beyond its own place. */
    PLACE_FROM_FUTURE,
    /** Another key, or moved from another chat, sender or place, or altered. */
    NOT_AUTHENTIC,
    /** Padding that is not zero, or not up to the bucket. */
    BAD_PADDING,
    /** The signature is not the sender's. */
    BAD_SIGNATURE,
    /** Authentic, but no content that the contract allows. */
    BAD_CONTENT
  }
}
