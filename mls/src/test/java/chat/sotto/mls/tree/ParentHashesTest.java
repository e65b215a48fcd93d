package chat.sotto.mls.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.fixture.Grove;
import chat.sotto.mls.fixture.Person;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNodeSource;
import chat.sotto.mls.wire.LeafSet;
import chat.sotto.mls.wire.NodeList;
import chat.sotto.mls.wire.ParentNode;
import chat.sotto.mls.wire.TreeNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParentHashesTest {
  private static final MlsCrypto CRYPTO = MlsCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);

  private final Grove grove = new Grove(CRYPTO, 4);

  @BeforeEach
  void commits() {
    grove.commit(0);
    grove.commit(3);
    ParentHashes.verify(grove.tree());
  }

  private void rejected(RatchetTree tree) {
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(() -> ParentHashes.verify(tree))
        .satisfies(e -> assertThat(e.check()).isEqualTo(Check.TREE_PARENT_HASH));
  }

  private RatchetTree with(int place, TreeNode node) {
    List<Optional<TreeNode>> nodes = new ArrayList<>(grove.tree().toNodeList().nodes());
    nodes.set(place, Optional.of(node));
    return RatchetTree.of(CRYPTO, new NodeList(nodes));
  }

  @Test
  void verify_parentOfAnotherKey_isRejected() {
    ParentNode root = (ParentNode) grove.tree().findNode(new NodeIndex(3)).orElseThrow();
    HpkePublicKey other = CRYPTO.generateKeyPair().publicKey();
    rejected(with(3, new ParentNode(other, root.parentHash(), root.unmergedLeaves())));
  }

  @Test
  void verify_siblingChangedWithoutCommit_isRejected() {
    // Leaf 1 is what the node above leaves 0 and 1 was encrypted to.
    rejected(
        with(
            2,
            grove
                .person(1)
                .leafIn(
                    Grove.GROUP,
                    new LeafIndex(1),
                    CRYPTO.generateKeyPair().publicKey(),
                    new LeafNodeSource.Update())));
  }

  @Test
  void verify_leafAddedAfterwards_isAccepted() {
    RatchetTree tree = grove.tree().add(new Person(CRYPTO, "x").keyPackage().leafNode()).tree();
    ParentHashes.verify(tree);
  }

  @Test
  void verify_unmergedLeafThatIsNotListed_isRejected() {
    RatchetTree three = new Grove(CRYPTO, 3).tree();
    Grove small = new Grove(CRYPTO, 3);
    small.commit(2);
    RatchetTree added = small.tree().add(three.getLeaf(new LeafIndex(0))).tree();
    ParentHashes.verify(added);
    List<Optional<TreeNode>> nodes = new ArrayList<>(added.toNodeList().nodes());
    ParentNode root = (ParentNode) nodes.get(3).orElseThrow();
    assertThat(root.unmergedLeaves().isEmpty()).isFalse();
    nodes.set(3, Optional.of(root.withUnmergedLeaves(LeafSet.EMPTY)));
    rejected(RatchetTree.of(CRYPTO, new NodeList(nodes)));
  }

  @Test
  void verify_listOfUnmergedLeavesThatIsNotTheResolution_isRejected() {
    Grove small = new Grove(CRYPTO, 3);
    small.commit(2);
    // Leaf 3 is blank, so it can't be unmerged.
    rejected(withRootUnmerged(small.tree(), 3));
    RatchetTree added = small.tree().add(new Person(CRYPTO, "x").keyPackage().leafNode()).tree();
    ParentHashes.verify(added);
    // Leaf 3 is the one who was added, not leaf 2.
    rejected(withRootUnmerged(added, 2));
  }

  private static RatchetTree withRootUnmerged(RatchetTree tree, int leaf) {
    List<Optional<TreeNode>> nodes = new ArrayList<>(tree.toNodeList().nodes());
    ParentNode root = (ParentNode) nodes.get(3).orElseThrow();
    nodes.set(3, Optional.of(root.withUnmergedLeaves(LeafSet.of(leaf))));
    return RatchetTree.of(CRYPTO, new NodeList(nodes));
  }
}
