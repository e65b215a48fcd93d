package chat.sotto.mls.schedule;

import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.wire.GroupContext;

/** The steps from one epoch's init secret to the next epoch's secrets (RFC 9420 §8). */
public final class KeySchedule {
  private KeySchedule() {}

  /** The secret that members derive and those who join are told. */
  public static Secret joinerSecret(
      MlsCrypto crypto, Secret initSecret, Secret commitSecret, GroupContext context) {
    Secret extracted = crypto.extract(initSecret, commitSecret);
    try {
      return crypto.expandWithLabel(extracted, "joiner", context.encode(), crypto.hashLength());
    } finally {
      extracted.erase();
    }
  }

  /** The secret that the group info of a welcome is encrypted with. */
  public static Secret welcomeSecret(MlsCrypto crypto, Secret joinerSecret, Secret pskSecret) {
    Secret extracted = crypto.extract(joinerSecret, pskSecret);
    try {
      return crypto.deriveSecret(extracted, "welcome");
    } finally {
      extracted.erase();
    }
  }

  /** All secrets of the epoch. */
  public static EpochSecrets epochSecrets(
      MlsCrypto crypto, Secret joinerSecret, Secret pskSecret, GroupContext context) {
    Secret extracted = crypto.extract(joinerSecret, pskSecret);
    Secret epochSecret =
        crypto.expandWithLabel(extracted, "epoch", context.encode(), crypto.hashLength());
    try {
      return EpochSecrets.of(crypto, epochSecret);
    } finally {
      extracted.erase();
      epochSecret.erase();
    }
  }
}
