package chat.sotto.mls.schedule;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import java.util.List;

/**
 * The secrets of an epoch (RFC 9420 §8, Table 4).
 *
 * @param senderDataSecret hides who sent a message
 * @param encryptionSecret the root of the secret tree, which takes it over
 * @param exporterSecret what the application's secrets come from
 * @param externalSecret gives the key pair that external commits use
 * @param confirmationKey authenticates the commit that led here
 * @param membershipKey authenticates members' public messages
 * @param resumptionPsk proves later that one was a member now
 * @param epochAuthenticator the same for all who see the same group
 * @param initSecret what the next epoch begins with
 */
public record EpochSecrets(
    Secret senderDataSecret,
    Secret encryptionSecret,
    Secret exporterSecret,
    Secret externalSecret,
    Secret confirmationKey,
    Secret membershipKey,
    Secret resumptionPsk,
    Secret epochAuthenticator,
    Secret initSecret) {
  /** Derives them all; the epoch secret itself is the caller's to erase. */
  public static EpochSecrets of(MlsCrypto crypto, Secret epochSecret) {
    return new EpochSecrets(
        crypto.deriveSecret(epochSecret, "sender data"),
        crypto.deriveSecret(epochSecret, "encryption"),
        crypto.deriveSecret(epochSecret, "exporter"),
        crypto.deriveSecret(epochSecret, "external"),
        crypto.deriveSecret(epochSecret, "confirm"),
        crypto.deriveSecret(epochSecret, "membership"),
        crypto.deriveSecret(epochSecret, "resumption"),
        crypto.deriveSecret(epochSecret, "authentication"),
        crypto.deriveSecret(epochSecret, "init"));
  }

  /** The key pair that those outside encrypt to in order to join. */
  public HpkeKeyPair externalKeyPair(MlsCrypto crypto) {
    return crypto.deriveKeyPair(externalSecret);
  }

  /** The tag that confirms a transcript (RFC 9420 §6.1). */
  public Bytes confirmationTag(MlsCrypto crypto, Bytes confirmedTranscriptHash) {
    return crypto.mac(confirmationKey, confirmedTranscriptHash);
  }

  /** {@code MLS-Exporter(label, context, length)}, RFC 9420 §8.5. */
  public Secret export(MlsCrypto crypto, String label, Bytes context, int length) {
    Secret derived = crypto.deriveSecret(exporterSecret, label);
    try {
      return crypto.expandWithLabel(derived, "exported", crypto.hash(context), length);
    } finally {
      derived.erase();
    }
  }

  /** Overwrites them all but the encryption secret, which the secret tree has taken over. */
  public void erase() {
    List.of(
            senderDataSecret,
            exporterSecret,
            externalSecret,
            confirmationKey,
            membershipKey,
            resumptionPsk,
            epochAuthenticator,
            initSecret)
        .forEach(Secret::erase);
  }
}
