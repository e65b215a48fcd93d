package chat.sotto.mls.vectors.kind;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.port.RatchetLimits;
import chat.sotto.mls.schedule.MessageKey;
import chat.sotto.mls.schedule.SecretTree;
import chat.sotto.mls.wire.ContentType;
import chat.sotto.mls.wire.LeafIndex;
import com.google.gson.JsonArray;

/** The keys of messages and of sender data. */
final class SecretTreeKind implements VectorKind {
  @Override
  public boolean matches(Vector vector) {
    return vector.has("encryption_secret", "sender_data", "leaves");
  }

  @Override
  public void verify(Vector vector) {
    MlsCrypto crypto = vector.crypto();
    Vector sender = vector.object("sender_data");
    MessageKey hiding =
        MessageKey.forSenderData(
            crypto, sender.secret("sender_data_secret"), sender.hex("ciphertext"));
    assertThat(hiding.key()).isEqualTo(sender.secret("key"));
    assertThat(hiding.nonce()).isEqualTo(sender.secret("nonce"));
    JsonArray leaves = vector.array("leaves");
    SecretTree tree =
        SecretTree.of(
            crypto, RatchetLimits.DEFAULT, leaves.size(), vector.secret("encryption_secret"));
    for (int leaf = 0; leaf < leaves.size(); leaf++) {
      for (Vector key : Vector.objects(leaves.get(leaf).getAsJsonArray())) {
        tree = take(tree, leaf, ContentType.PROPOSAL, "handshake", key);
        tree = take(tree, leaf, ContentType.APPLICATION, "application", key);
      }
    }
  }

  private static SecretTree take(
      SecretTree tree, int leaf, ContentType type, String name, Vector expected) {
    SecretTree.Taken taken = tree.take(new LeafIndex(leaf), type, expected.number("generation"));
    assertThat(taken.key().key()).isEqualTo(expected.secret(name + "_key"));
    assertThat(taken.key().nonce()).isEqualTo(expected.secret(name + "_nonce"));
    return taken.accept();
  }
}
