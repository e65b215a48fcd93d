package chat.sotto.client.content;

import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.model.Epoch;
import com.google.crypto.tink.util.Bytes;
import java.util.Optional;

/**
 * What an envelope shows to everybody (docs/protocol.md, section 6).
 *
 * @param place how far its sender had processed the log
 * @param sealedBytes length of the ciphertext
 * @param paddedBytes length of what is sealed: content, signature and padding
 * @param wellPadded whether that is a length that padding gives
 */
public record EnvelopeHeader(
    Epoch epoch,
    long counter,
    LogPlace place,
    int sealedBytes,
    int paddedBytes,
    boolean wellPadded) {
  /** Nonce and tag. */
  private static final int AEAD_BYTES = 12 + 16;

  /** From a payload or sealed sign; empty if it is no envelope of this version. */
  public static Optional<EnvelopeHeader> of(Bytes payload) {
    try {
      Envelope envelope = Envelope.parse(payload.toByteArray());
      int sealed = envelope.sealed().size();
      int padded = sealed - AEAD_BYTES;
      return Optional.of(
          new EnvelopeHeader(
              envelope.epoch(),
              envelope.counter(),
              envelope.place(),
              sealed,
              Math.max(padded, 0),
              padded > 0 && Padding.bucket(padded) == padded));
    } catch (MalformedBytesException e) {
      return Optional.empty();
    }
  }
}
