package chat.sotto.client.profile;

import chat.sotto.client.model.Epoch;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;

/**
 * What opens the messages of one epoch.
 *
 * @param epoch which
 * @param payloadKey 32 bytes
 * @param authenticator the epoch authenticator, part of every message's context
 */
public record EpochKey(Epoch epoch, SecretBytes payloadKey, Bytes authenticator) {
  /** Without the key. */
  @Override
  public String toString() {
    return "EpochKey[" + epoch + "]";
  }
}
