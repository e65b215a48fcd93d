package chat.sotto.mls.vectors.kind;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.NodeList;
import chat.sotto.mls.wire.Proposal;

/** A proposal applied to a tree. */
final class TreeOperationsKind implements VectorKind {
  @Override
  public boolean matches(Vector vector) {
    return vector.has("tree_before", "proposal", "tree_after");
  }

  @Override
  public void verify(Vector vector) {
    NodeList before = Vector.decode(NodeList::read, vector.hex("tree_before"));
    RatchetTree tree = RatchetTree.of(vector.crypto(), before);
    assertThat(tree.treeHash()).isEqualTo(vector.hex("tree_hash_before"));
    assertThat(tree.toNodeList()).isEqualTo(before);
    Proposal proposal = Vector.decode(Proposal::read, vector.hex("proposal"));
    RatchetTree after = apply(tree, proposal, new LeafIndex(vector.integer("proposal_sender")));
    assertThat(after.toNodeList().encode()).isEqualTo(vector.hex("tree_after"));
    assertThat(after.treeHash()).isEqualTo(vector.hex("tree_hash_after"));
    assertThat(tree.treeHash()).isEqualTo(vector.hex("tree_hash_before"));
  }

  private static RatchetTree apply(RatchetTree tree, Proposal proposal, LeafIndex sender) {
    if (proposal instanceof Proposal.Add add) {
      return tree.add(add.keyPackage().leafNode()).tree();
    }
    if (proposal instanceof Proposal.Update update) {
      return tree.update(sender, update.leafNode());
    }
    return tree.remove(((Proposal.Remove) proposal).removed());
  }
}
