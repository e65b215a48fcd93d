package chat.sotto.client.group;

import chat.sotto.client.codec.Fields;
import chat.sotto.client.primitives.AeadKey;
import chat.sotto.client.primitives.HkdfSha256;
import chat.sotto.client.primitives.HpkeX25519;
import chat.sotto.client.primitives.Secrets;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An epoch's secret, 32 bytes, and what is derived from it. */
final class EpochSecret {
  static final int LENGTH = 32;

  private static final String EPOCH = "sotto interim epoch";

  private final SecretBytes secret;

  EpochSecret(SecretBytes secret) {
    if (secret.size() != LENGTH) {
      throw new IllegalArgumentException("an epoch secret is 32 bytes");
    }
    this.secret = secret;
  }

  static EpochSecret random() {
    return new EpochSecret(Secrets.random(LENGTH));
  }

  /** The secret after a join: the old one plays no part, as the joiner does not know it. */
  static EpochSecret afterJoin(SecretBytes fresh, GroupContext next) {
    return new EpochSecret(HkdfSha256.derive(fresh, new byte[0], info(next)));
  }

  /** The secret after a re-key: who lacks the old one or the fresh one cannot derive it. */
  EpochSecret afterRekey(SecretBytes fresh, GroupContext next) {
    return new EpochSecret(HkdfSha256.derive(fresh, Secrets.export(secret), info(next)));
  }

  SecretBytes secret() {
    return secret;
  }

  AeadKey payloadKey() {
    return new AeadKey(HkdfSha256.expand(secret, "sotto payload"));
  }

  Bytes epochAuthenticator() {
    return Bytes.copyFrom(Secrets.export(HkdfSha256.expand(secret, "sotto epoch authenticator")));
  }

  SecretBytes joinKey() {
    return HkdfSha256.expand(secret, "sotto join key");
  }

  byte[] joinPublicKey() {
    return HpkeX25519.publicKey(joinKey());
  }

  AeadKey rekeyKey() {
    return new AeadKey(HkdfSha256.expand(secret, "sotto rekey"));
  }

  /** The confirmation tag of a context, 32 bytes. */
  byte[] confirm(GroupContext context) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Secrets.export(HkdfSha256.expand(secret, "sotto confirmation"));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(context.toBytes());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC", e);
    }
  }

  /** Shows nothing of it. */
  @Override
  public String toString() {
    return "EpochSecret[redacted]";
  }

  private static byte[] info(GroupContext next) {
    return Fields.of(EPOCH).bytes(next.toBytes()).toBytes();
  }
}
