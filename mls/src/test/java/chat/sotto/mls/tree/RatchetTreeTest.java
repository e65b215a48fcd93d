package chat.sotto.mls.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.fixture.Grove;
import chat.sotto.mls.fixture.Person;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.LeafSet;
import chat.sotto.mls.wire.NodeList;
import chat.sotto.mls.wire.ParentNode;
import chat.sotto.mls.wire.TreeNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RatchetTreeTest {
  private static final MlsCrypto CRYPTO = MlsCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);

  private static LeafNode leaf(String name) {
    return new Person(CRYPTO, name).keyPackage().leafNode();
  }

  private static Optional<TreeNode> parent() {
    return Optional.of(
        new ParentNode(new HpkePublicKey(Bytes.fromHex("01")), Bytes.EMPTY, LeafSet.EMPTY));
  }

  private static void refused(List<Optional<TreeNode>> nodes) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> RatchetTree.of(CRYPTO, new NodeList(nodes)));
  }

  @Test
  void of_rootOverABlankHalf_isMalformed() {
    refused(List.of(Optional.of(leaf("0")), parent()));
  }

  @Test
  void of_emptyOrEndingInABlank_isMalformed() {
    refused(List.of());
    refused(List.of(Optional.of(leaf("a")), Optional.empty()));
  }

  @Test
  void of_nodesInEachOthersPlaces_isMalformed() {
    refused(List.of(parent()));
    refused(List.of(Optional.of(leaf("a")), Optional.of(leaf("b"))));
    refused(List.of(Optional.of(leaf("a")), Optional.empty(), parent()));
  }

  @Test
  void of_listThatATreeGave_isTheSameTree() {
    for (int size = 1; size <= 9; size++) {
      Grove grove = new Grove(CRYPTO, size);
      grove.commit(size / 2);
      NodeList list = grove.tree().toNodeList();
      RatchetTree again = RatchetTree.of(CRYPTO, list);
      assertThat(again.toNodeList()).isEqualTo(list);
      assertThat(again.treeHash()).isEqualTo(grove.tree().treeHash());
      assertThat(again.memberCount()).isEqualTo(size);
    }
  }

  @Test
  void add_freeLeafWithin_isTakenBeforeTheTreeGrows() {
    RatchetTree tree = new Grove(CRYPTO, 4).tree().remove(new LeafIndex(1));
    RatchetTree.Added first = tree.add(leaf("x"));
    RatchetTree.Added second = first.tree().add(leaf("y"));
    assertThat(first.index()).isEqualTo(new LeafIndex(1));
    assertThat(first.tree().leafCount()).isEqualTo(4);
    assertThat(second.index()).isEqualTo(new LeafIndex(4));
    assertThat(second.tree().leafCount()).isEqualTo(8);
    assertThat(tree.findLeaf(new LeafIndex(1))).isEmpty();
  }

  @Test
  void add_underParents_isUnmerged() {
    Grove grove = new Grove(CRYPTO, 3);
    grove.commit(0);
    RatchetTree tree = grove.tree().add(leaf("x")).tree();
    assertThat(unmerged(tree, 3)).isEqualTo(LeafSet.of(3));
    assertThat(tree.resolution(new NodeIndex(3)))
        .containsExactly(new NodeIndex(3), new NodeIndex(6));
  }

  private static LeafSet unmerged(RatchetTree tree, int node) {
    return ((ParentNode) tree.findNode(new NodeIndex(node)).orElseThrow()).unmergedLeaves();
  }

  @Test
  void remove_lastOnesOnTheRight_truncatesTheTree() {
    RatchetTree tree = new Grove(CRYPTO, 5).tree();
    assertThat(tree.leafCount()).isEqualTo(8);
    RatchetTree four = tree.remove(new LeafIndex(4));
    assertThat(four.leafCount()).isEqualTo(4);
    RatchetTree one =
        four.remove(new LeafIndex(1)).remove(new LeafIndex(2)).remove(new LeafIndex(3));
    assertThat(one.leafCount()).isEqualTo(1);
    assertThat(one.memberCount()).isEqualTo(1);
    assertThat(tree.memberCount()).isEqualTo(5);
  }

  @Test
  void change_ofNobody_isMisuse() {
    RatchetTree tree = new Grove(CRYPTO, 3).tree();
    for (int absent : new int[] {3, 4, -1, Integer.MIN_VALUE}) {
      LeafIndex index = new LeafIndex(absent);
      assertThat(tree.findLeaf(index)).isEmpty();
      assertThatExceptionOfType(MisuseException.class).isThrownBy(() -> tree.remove(index));
      assertThatExceptionOfType(MisuseException.class)
          .isThrownBy(() -> tree.update(index, leaf("x")));
    }
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> tree.treeHash(new NodeIndex(7)));
  }

  @Test
  void visits_ofMembersAndParents_goFromLeftToRight() {
    Grove grove = new Grove(CRYPTO, 3);
    grove.commit(2);
    List<Integer> places = new ArrayList<>();
    grove.tree().forEachMember((index, leaf) -> places.add(index.value()));
    grove.tree().forEachParent((index, node) -> places.add(index.value()));
    assertThat(places).containsExactly(0, 1, 2, 3);
    assertThat(
            grove
                .tree()
                .containsAny(Set.of(grove.tree().getLeaf(new LeafIndex(1)).encryptionKey())))
        .isTrue();
    assertThat(grove.tree().containsAny(Set.of(new HpkePublicKey(Bytes.EMPTY)))).isFalse();
  }
}
