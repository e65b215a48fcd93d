package chat.sotto.mls.vectors.kind;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.crypto.SignaturePublicKey;
import chat.sotto.mls.schedule.KeySchedule;
import chat.sotto.mls.schedule.Psk;
import chat.sotto.mls.schedule.Welcomes;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.GroupSecrets;
import chat.sotto.mls.wire.KeyPackage;
import chat.sotto.mls.wire.KeyPackageRef;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.Welcome;
import java.util.List;

/** A welcome, decrypted and verified. */
final class WelcomeKind implements VectorKind {
  @Override
  public boolean matches(Vector vector) {
    return vector.has("init_priv", "signer_pub", "key_package", "welcome");
  }

  @Override
  public void verify(Vector vector) {
    MlsCrypto crypto = vector.crypto();
    KeyPackage mine =
        (KeyPackage) Vector.decode(MlsMessage::read, vector.hex("key_package")).body();
    Welcome welcome = (Welcome) Vector.decode(MlsMessage::read, vector.hex("welcome")).body();
    KeyPackageRef ref = mine.ref(crypto);
    Welcome.EncryptedGroupSecrets forMe =
        welcome.secrets().stream()
            .filter(secrets -> secrets.newMember().equals(ref))
            .findFirst()
            .orElseThrow();
    GroupSecrets secrets =
        Welcomes.openGroupSecrets(
            crypto, crypto.keyPair(vector.secret("init_priv")), welcome, forMe.encrypted());
    Secret noPsks = Psk.combine(crypto, List.of());
    Secret welcomeSecret = KeySchedule.welcomeSecret(crypto, secrets.joinerSecret(), noPsks);
    GroupInfo info = Welcomes.openGroupInfo(crypto, welcomeSecret, welcome.encryptedGroupInfo());
    assertThat(
            crypto.verifyWithLabel(
                new SignaturePublicKey(vector.hex("signer_pub")),
                GroupInfo.SIGNATURE_LABEL,
                info.toBeSigned(),
                info.signature()))
        .isTrue();
    assertThat(
            KeySchedule.epochSecrets(crypto, secrets.joinerSecret(), noPsks, info.context())
                .confirmationTag(crypto, info.context().confirmedTranscriptHash()))
        .isEqualTo(info.confirmationTag());
    assertThat(Welcomes.sealGroupInfo(crypto, welcomeSecret, info))
        .isEqualTo(welcome.encryptedGroupInfo());
  }
}
