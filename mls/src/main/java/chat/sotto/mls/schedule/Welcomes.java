package chat.sotto.mls.schedule;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Decoder;
import chat.sotto.mls.crypto.AeadAlgorithm;
import chat.sotto.mls.crypto.HpkeCiphertext;
import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.GroupSecrets;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Welcome;
import java.util.Arrays;

/** The two encryptions of a welcome (RFC 9420 §12.4.3.1). */
public final class Welcomes {
  private static final String LABEL = "Welcome";

  private Welcomes() {}

  /** Encrypts the group info for all who have the welcome secret. */
  public static Bytes sealGroupInfo(MlsCrypto crypto, Secret welcomeSecret, GroupInfo info) {
    Secret key = key(crypto, welcomeSecret);
    try {
      return crypto.aeadSeal(
          key, nonce(crypto, welcomeSecret), Bytes.EMPTY, info.encode().toByteArray());
    } finally {
      key.erase();
    }
  }

  /**
   * Decrypts the group info.
   *
   * @throws RejectedException if it is not genuine
   */
  public static GroupInfo openGroupInfo(
      MlsCrypto crypto, Secret welcomeSecret, Bytes encryptedGroupInfo) {
    Secret key = key(crypto, welcomeSecret);
    try {
      Decoder<GroupInfo> decoder = GroupInfo::read;
      return decoder.decode(
          Bytes.owning(
              crypto
                  .aeadOpen(key, nonce(crypto, welcomeSecret), Bytes.EMPTY, encryptedGroupInfo)
                  .orElseThrow(() -> new RejectedException(Check.WELCOME_GROUP_INFO))));
    } finally {
      key.erase();
    }
  }

  /** Encrypts the secrets for one new member. */
  public static HpkeCiphertext sealGroupSecrets(
      MlsCrypto crypto, HpkePublicKey initKey, Bytes encryptedGroupInfo, GroupSecrets secrets) {
    return MlsCrypto.withEncoded(
        secrets,
        plaintext -> crypto.encryptWithLabel(initKey, LABEL, encryptedGroupInfo, plaintext));
  }

  /**
   * Decrypts the secrets for a new member.
   *
   * @throws RejectedException if they are not genuine
   */
  public static GroupSecrets openGroupSecrets(
      MlsCrypto crypto, HpkeKeyPair initKeys, Welcome welcome, HpkeCiphertext encrypted) {
    byte[] plaintext =
        crypto
            .decryptWithLabel(initKeys, LABEL, welcome.encryptedGroupInfo(), encrypted)
            .orElseThrow(() -> new RejectedException(Check.WELCOME_SECRETS));
    try {
      Decoder<GroupSecrets> decoder = GroupSecrets::read;
      return copied(decoder.decode(Bytes.owning(plaintext)));
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  /** The same secrets with names that are no views of a plaintext about to be overwritten. */
  private static GroupSecrets copied(GroupSecrets secrets) {
    return new GroupSecrets(
        secrets.joinerSecret(),
        secrets.pathSecret(),
        secrets.psks().stream().map(Welcomes::copied).toList());
  }

  private static PreSharedKeyId copied(PreSharedKeyId id) {
    Decoder<PreSharedKeyId> decoder = PreSharedKeyId::read;
    return decoder.decode(id.encode());
  }

  private static Secret key(MlsCrypto crypto, Secret welcomeSecret) {
    return crypto.expandWithLabel(
        welcomeSecret, "key", Bytes.EMPTY, crypto.suite().aead().keyLength());
  }

  private static Bytes nonce(MlsCrypto crypto, Secret welcomeSecret) {
    Secret nonce =
        crypto.expandWithLabel(welcomeSecret, "nonce", Bytes.EMPTY, AeadAlgorithm.NONCE_LENGTH);
    return Bytes.owning(nonce.exportBytes());
  }
}
