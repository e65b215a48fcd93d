package chat.sotto.client.password;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.sotto.client.codec.Fields;
import chat.sotto.client.model.Username;
import chat.sotto.client.primitives.AeadKey;
import chat.sotto.client.primitives.Digests;
import chat.sotto.client.primitives.HkdfSha256;
import chat.sotto.client.primitives.Secrets;
import chat.sotto.client.trust.CaFingerprint;
import com.google.crypto.tink.util.SecretBytes;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * The three keys that a password, or in the same way a recovery code, is split into
 * (docs/protocol.md, section 4).
 *
 * <p>Making them from a password takes about half a second and 64 MiB of memory, on purpose: do it
 * once a command.
 */
public final class PasswordKeys {
  private static final int PASSES = 3;
  private static final int LANES = 4;
  private static final int MEMORY_KIB = 64 * 1024;
  private static final int LENGTH = 32;

  private final SecretBytes authKey;
  private final AeadKey vaultWrapKey;
  private final AeadKey profileWrapKey;

  private PasswordKeys(SecretBytes master) {
    this.authKey = HkdfSha256.derive(master, "sotto auth key v1");
    this.vaultWrapKey = new AeadKey(HkdfSha256.derive(master, "sotto vault wrap key v1"));
    this.profileWrapKey = new AeadKey(HkdfSha256.derive(master, "sotto profile wrap key v1"));
  }

  /** From a password: Argon2id (RFC 9106), slow. */
  public static PasswordKeys derive(Password password, CaFingerprint server, Username user) {
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withIterations(PASSES)
            .withParallelism(LANES)
            .withMemoryAsKB(MEMORY_KIB)
            .withSalt(salt(server, user))
            .build());
    byte[] secret = password.utf8();
    byte[] master = new byte[LENGTH];
    try {
      argon2.generateBytes(secret, master);
      return new PasswordKeys(Secrets.of(master));
    } finally {
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(master, (byte) 0);
    }
  }

  /** From a recovery code: fast, as 160 random bits cannot be guessed. */
  public static PasswordKeys derive(RecoveryCode code, CaFingerprint server, Username user) {
    return new PasswordKeys(
        HkdfSha256.derive(
            code.secret(), salt(server, user), "sotto recovery master v1".getBytes(US_ASCII)));
  }

  /** 32 bytes that prove to the server that the password is known. */
  public SecretBytes authKey() {
    return authKey;
  }

  /** Seals the vault keys; never leaves the client. */
  public AeadKey vaultWrapKey() {
    return vaultWrapKey;
  }

  /** Seals the key of the local profile; never leaves the client. */
  public AeadKey profileWrapKey() {
    return profileWrapKey;
  }

  /** Shows nothing of them. */
  @Override
  public String toString() {
    return "PasswordKeys[redacted]";
  }

  private static byte[] salt(CaFingerprint server, Username user) {
    return Digests.sha256(
        Fields.of("sotto password salt v1").bytes(server.value()).text(user.value()).toBytes());
  }
}
