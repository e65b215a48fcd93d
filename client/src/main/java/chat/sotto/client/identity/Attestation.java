package chat.sotto.client.identity;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import com.google.crypto.tink.util.Bytes;

/**
 * An account key's signature over one of its devices, 64 bytes; {@link DeviceCredential} makes and
 * checks it.
 */
public record Attestation(Bytes signature) {
  /** Fails with {@link Reason#BAD_RESPONSE} unless it is 64 bytes. */
  public Attestation {
    if (signature.size() != SignWithLabel.SIGNATURE_LENGTH) {
      throw new SottoException(
          Reason.BAD_RESPONSE, "an attestation must be 64 bytes, not " + signature.size());
    }
  }

  /** From 64 bytes, copied. */
  public static Attestation of(byte[] signature) {
    return new Attestation(Bytes.copyFrom(signature));
  }

  /** The 64 bytes, a copy. */
  public byte[] toBytes() {
    return signature.toByteArray();
  }
}
