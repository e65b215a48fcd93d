package chat.sotto.client.content;

import chat.sotto.client.model.ClientMessageId;
import com.google.crypto.tink.util.Bytes;

/**
 * Content on its way into an envelope.
 *
 * @param clientId {@link ClientMessageId#NONE} for read marks and typing signs
 * @param counter from 1; greater than any that this device has used in this chat, and reserved on
 *     disk before use
 * @param place what the sender has processed of the log
 * @param content from {@link ContentCodec}
 */
public record Draft(
    PayloadKind kind, ClientMessageId clientId, long counter, LogPlace place, Bytes content) {
  /** Without the content. */
  @Override
  public String toString() {
    return "Draft[" + kind + " " + counter + "]";
  }
}
