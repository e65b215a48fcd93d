package chat.sotto.mls.vectors.kind;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.schedule.EpochSecrets;
import chat.sotto.mls.schedule.KeySchedule;
import chat.sotto.mls.wire.CipherSuiteId;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.ProtocolVersion;
import java.util.List;

/** The secrets of epochs in a row. */
final class KeyScheduleKind implements VectorKind {
  @Override
  public boolean matches(Vector vector) {
    return vector.has("initial_init_secret", "epochs", "group_id");
  }

  @Override
  public void verify(Vector vector) {
    MlsCrypto crypto = vector.crypto();
    Secret init = vector.secret("initial_init_secret");
    List<Vector> epochs = vector.objects("epochs");
    for (int i = 0; i < epochs.size(); i++) {
      init = epoch(crypto, new GroupId(vector.hex("group_id")), i, init, epochs.get(i));
    }
  }

  private static Secret epoch(
      MlsCrypto crypto, GroupId group, int number, Secret init, Vector epoch) {
    GroupContext context =
        new GroupContext(
            ProtocolVersion.MLS10,
            CipherSuiteId.of(crypto.suite()),
            group,
            new Epoch(number),
            epoch.hex("tree_hash"),
            epoch.hex("confirmed_transcript_hash"),
            Extensions.NONE);
    assertThat(context.encode()).isEqualTo(epoch.hex("group_context"));
    Secret psk = epoch.has("psk_secret") ? epoch.secret("psk_secret") : crypto.zeroSecret();
    Secret joiner = KeySchedule.joinerSecret(crypto, init, epoch.secret("commit_secret"), context);
    assertThat(joiner).isEqualTo(epoch.secret("joiner_secret"));
    assertThat(KeySchedule.welcomeSecret(crypto, joiner, psk))
        .isEqualTo(epoch.secret("welcome_secret"));
    EpochSecrets secrets = KeySchedule.epochSecrets(crypto, joiner, psk, context);
    assertThat(secrets.initSecret()).isEqualTo(epoch.secret("init_secret"));
    assertThat(secrets.senderDataSecret()).isEqualTo(epoch.secret("sender_data_secret"));
    assertThat(secrets.encryptionSecret()).isEqualTo(epoch.secret("encryption_secret"));
    assertThat(secrets.exporterSecret()).isEqualTo(epoch.secret("exporter_secret"));
    assertThat(secrets.epochAuthenticator()).isEqualTo(epoch.secret("epoch_authenticator"));
    assertThat(secrets.externalSecret()).isEqualTo(epoch.secret("external_secret"));
    assertThat(secrets.confirmationKey()).isEqualTo(epoch.secret("confirmation_key"));
    assertThat(secrets.membershipKey()).isEqualTo(epoch.secret("membership_key"));
    assertThat(secrets.resumptionPsk()).isEqualTo(epoch.secret("resumption_psk"));
    assertThat(secrets.externalKeyPair(crypto).publicKey().value())
        .isEqualTo(epoch.hex("external_pub"));
    exporter(crypto, secrets, epoch.object("exporter"));
    return secrets.initSecret();
  }

  private static void exporter(MlsCrypto crypto, EpochSecrets secrets, Vector exporter) {
    assertThat(
            secrets.export(
                crypto,
                exporter.text("label"),
                exporter.hex("context"),
                exporter.integer("length")))
        .isEqualTo(exporter.secret("secret"));
  }
}
