package chat.sotto.mls.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.HpkeCiphertext;
import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.fixture.Grove;
import chat.sotto.mls.wire.CipherSuiteId;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.GroupSecrets;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Welcome;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WelcomesTest {
  private static final MlsCrypto CRYPTO = MlsCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);

  private final Secret welcomeSecret = CRYPTO.randomSecret();
  private final Grove grove = new Grove(CRYPTO, 2);
  private final GroupInfo info =
      new GroupInfo(
          grove.context(grove.tree()),
          Extensions.NONE,
          Bytes.fromHex("01"),
          new LeafIndex(0),
          Bytes.fromHex("02"));
  private final Bytes sealedInfo = Welcomes.sealGroupInfo(CRYPTO, welcomeSecret, info);
  private final HpkeKeyPair initKeys = CRYPTO.generateKeyPair();
  private final GroupSecrets secrets =
      new GroupSecrets(
          CRYPTO.randomSecret(),
          Optional.of(CRYPTO.randomSecret()),
          List.of(new PreSharedKeyId.External(Bytes.fromHex("0a"), Bytes.fromHex("0b"))));
  private final Welcome welcome =
      new Welcome(CipherSuiteId.of(CRYPTO.suite()), List.of(), sealedInfo);

  @Test
  void openGroupInfo_sameSecret_isTheInfo() {
    assertThat(Welcomes.openGroupInfo(CRYPTO, welcomeSecret, sealedInfo)).isEqualTo(info);
  }

  @Test
  void openGroupInfo_otherSecretOrBytes_isRejected() {
    for (Bytes sealed :
        List.of(Bytes.EMPTY, sealedInfo.slice(0, sealedInfo.length() - 1), sealedInfo)) {
      Secret secret = sealed.equals(sealedInfo) ? CRYPTO.randomSecret() : welcomeSecret;
      assertThatExceptionOfType(RejectedException.class)
          .isThrownBy(() -> Welcomes.openGroupInfo(CRYPTO, secret, sealed))
          .satisfies(e -> assertThat(e.check()).isEqualTo(Check.WELCOME_GROUP_INFO));
    }
  }

  @Test
  void openGroupSecrets_sameKeyAndInfo_isTheSecrets() {
    HpkeCiphertext sealed =
        Welcomes.sealGroupSecrets(CRYPTO, initKeys.publicKey(), sealedInfo, secrets);
    assertThat(Welcomes.openGroupSecrets(CRYPTO, initKeys, welcome, sealed)).isEqualTo(secrets);
  }

  @Test
  void openGroupSecrets_otherKeyOrInfo_isRejected() {
    HpkeCiphertext sealed =
        Welcomes.sealGroupSecrets(CRYPTO, initKeys.publicKey(), sealedInfo, secrets);
    Welcome other = new Welcome(welcome.cipherSuite(), List.of(), Bytes.EMPTY);
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(() -> Welcomes.openGroupSecrets(CRYPTO, initKeys, other, sealed))
        .satisfies(e -> assertThat(e.check()).isEqualTo(Check.WELCOME_SECRETS));
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(
            () -> Welcomes.openGroupSecrets(CRYPTO, CRYPTO.generateKeyPair(), welcome, sealed))
        .satisfies(e -> assertThat(e.check()).isEqualTo(Check.WELCOME_SECRETS));
  }

  @Test
  void openGroupSecrets_plaintextThatIsNone_isMalformed() {
    HpkeCiphertext sealed =
        CRYPTO.encryptWithLabel(initKeys.publicKey(), "Welcome", sealedInfo, new byte[] {9});
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Welcomes.openGroupSecrets(CRYPTO, initKeys, welcome, sealed));
  }

  @Test
  void erase_ofGroupSecrets_leavesNone() {
    secrets.erase();
    assertThat(secrets.joinerSecret().isErased()).isTrue();
    assertThat(secrets.pathSecret()).hasValueSatisfying(s -> assertThat(s.isErased()).isTrue());
    assertThat(secrets.toString()).contains("redacted");
  }

  @Test
  void combine_orderAndNumberOfKeys_matter() {
    Psk one = new Psk(secrets.psks().get(0), Secret.zeros(4));
    Psk two = new Psk(secrets.psks().get(0).withNonce(Bytes.fromHex("0c")), Secret.zeros(4));
    assertThat(Psk.combine(CRYPTO, List.of())).isEqualTo(CRYPTO.zeroSecret());
    assertThat(Psk.combine(CRYPTO, List.of(one, two)))
        .isNotEqualTo(Psk.combine(CRYPTO, List.of(two, one)));
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> Psk.combine(CRYPTO, Collections.nCopies(0x10000, one)));
  }

  @Test
  void erase_ofEpochSecrets_leavesNone() {
    EpochSecrets epoch = EpochSecrets.of(CRYPTO, CRYPTO.randomSecret());
    assertThat(epoch.export(CRYPTO, "label", Bytes.EMPTY, 16).length()).isEqualTo(16);
    epoch.erase();
    assertThat(epoch.initSecret().isErased()).isTrue();
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> epoch.export(CRYPTO, "label", Bytes.EMPTY, 16));
    assertThat(epoch.toString()).doesNotContain("[0").contains("redacted");
  }
}
