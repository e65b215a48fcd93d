package chat.sotto.mls.vectors.kind;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.crypto.SignatureKeyPair;
import chat.sotto.mls.fixture.HeldKeys;
import chat.sotto.mls.tree.NewPath;
import chat.sotto.mls.tree.NodeIndex;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.tree.ReceivedPath;
import chat.sotto.mls.tree.TreeKeys;
import chat.sotto.mls.wire.CipherSuiteId;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.LeafSet;
import chat.sotto.mls.wire.NodeList;
import chat.sotto.mls.wire.ProtocolVersion;
import chat.sotto.mls.wire.UpdatePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Update paths, received and made. */
final class TreeKemKind implements VectorKind {
  @Override
  public boolean matches(Vector vector) {
    return vector.has("ratchet_tree", "leaves_private", "update_paths");
  }

  @Override
  public void verify(Vector vector) {
    Scene scene = new Scene(vector);
    for (Vector path : vector.objects("update_paths")) {
      scene.receive(path);
      scene.make(new LeafIndex(path.integer("sender")));
    }
  }

  private static final class Scene {
    private final MlsCrypto crypto;
    private final RatchetTree tree;
    private final GroupContext context;
    private final List<TreeKeys> members = new ArrayList<>();
    private final Map<LeafIndex, SignatureKeyPair> signers = new HashMap<>();

    Scene(Vector vector) {
      crypto = vector.crypto();
      tree = RatchetTree.of(crypto, Vector.decode(NodeList::read, vector.hex("ratchet_tree")));
      context =
          new GroupContext(
              ProtocolVersion.MLS10,
              CipherSuiteId.of(crypto.suite()),
              new GroupId(vector.hex("group_id")),
              new Epoch(vector.number("epoch")),
              tree.treeHash(),
              vector.hex("confirmed_transcript_hash"),
              Extensions.NONE);
      for (Vector member : vector.objects("leaves_private")) {
        member(member);
      }
    }

    private void member(Vector member) {
      LeafIndex self = new LeafIndex(member.integer("index"));
      TreeKeys keys = TreeKeys.of(self, crypto.keyPair(member.secret("encryption_priv")));
      for (Vector secret : member.objects("path_secrets")) {
        keys =
            HeldKeys.with(
                keys, crypto, new NodeIndex(secret.integer("node")), secret.secret("path_secret"));
      }
      assertThat(HeldKeys.fit(keys, tree)).isTrue();
      members.add(keys);
      signers.put(
          self,
          SignatureKeyPair.of(
              crypto.suite().signature(),
              tree.getLeaf(self).signatureKey(),
              member.secret("signature_priv")));
    }

    void receive(Vector path) {
      LeafIndex sender = new LeafIndex(path.integer("sender"));
      UpdatePath update = Vector.decode(UpdatePath::read, path.hex("update_path"));
      ReceivedPath received = ReceivedPath.merge(tree, sender, update, LeafSet.EMPTY);
      assertThat(received.tree().treeHash()).isEqualTo(path.hex("tree_hash_after"));
      List<Optional<Bytes>> secrets = path.hexes("path_secrets");
      for (TreeKeys keys : members) {
        if (!keys.self().equals(sender)) {
          ReceivedPath.Opened opened =
              received.open(keys, context.withTreeHash(received.tree().treeHash()), LeafSet.EMPTY);
          assertThat(opened.pathSecret())
              .isEqualTo(Secret.copyOf(secrets.get(keys.self().value()).orElseThrow()));
          assertThat(opened.commitSecret()).isEqualTo(path.secret("commit_secret"));
          assertThat(HeldKeys.fit(opened.keys(), received.tree())).isTrue();
        }
      }
    }

    void make(LeafIndex sender) {
      LeafNode old = tree.getLeaf(sender);
      SignatureKeyPair signer = signers.get(sender);
      assertThat(signer).isNotNull();
      NewPath made =
          NewPath.generate(
              tree,
              sender,
              (key, source) -> {
                LeafNode unsigned =
                    new LeafNode(
                        key,
                        old.signatureKey(),
                        old.credential(),
                        old.capabilities(),
                        source,
                        old.extensions(),
                        Bytes.EMPTY);
                return unsigned.withSignature(
                    crypto.signWithLabel(
                        signer,
                        LeafNode.SIGNATURE_LABEL,
                        unsigned.toBeSigned(context.group(), sender)));
              });
      assertThat(HeldKeys.fit(made.keys(), made.tree())).isTrue();
      GroupContext provisional = context.withTreeHash(made.tree().treeHash());
      ReceivedPath received =
          ReceivedPath.merge(tree, sender, made.encrypt(provisional, LeafSet.EMPTY), LeafSet.EMPTY);
      assertThat(received.tree().treeHash()).isEqualTo(made.tree().treeHash());
      for (TreeKeys keys : members) {
        if (!keys.self().equals(sender)) {
          assertThat(received.open(keys, provisional, LeafSet.EMPTY).commitSecret())
              .isEqualTo(made.commitSecret());
        }
      }
    }
  }
}
