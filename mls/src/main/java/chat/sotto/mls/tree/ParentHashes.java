package chat.sotto.mls.tree;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.LeafNodeSource;
import chat.sotto.mls.wire.LeafSet;
import chat.sotto.mls.wire.ParentNode;
import chat.sotto.mls.wire.TreeNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a tree got its parent nodes from its members (RFC 9420 §7.9.2), from the top down: below
 * each parent there is exactly one node that it was set together with.
 */
public final class ParentHashes {
  private ParentHashes() {}

  /**
   * Checks every parent node of a tree that somebody handed over.
   *
   * @throws RejectedException if one is not covered by exactly one chain of parent hashes
   */
  public static void verify(RatchetTree tree) {
    RatchetTree.visit(
        tree.root(),
        subtree -> {
          ParentNode parent = subtree.parentNode();
          if (parent != null && linked(tree, subtree, parent) != 1) {
            throw new RejectedException(Check.TREE_PARENT_HASH);
          }
        });
  }

  private static int linked(RatchetTree tree, Subtree subtree, ParentNode parent) {
    return linkedBelow(tree, parent, subtree.left(), subtree.right())
        + linkedBelow(tree, parent, subtree.right(), subtree.left());
  }

  /** How many nodes below one child were set together with the parent: none or one. */
  private static int linkedBelow(
      RatchetTree tree, ParentNode parent, Subtree child, Subtree sibling) {
    LeafSet unmerged = parent.unmergedLeaves().within(child.firstLeaf(), child.endLeaf());
    List<Subtree> resolution = new ArrayList<>();
    child.resolve(resolution);
    if (resolution.size() != unmerged.size() + 1) {
      return 0;
    }
    Bytes hash = RatchetTree.parentHash(tree.crypto(), parent, sibling);
    int found = 0;
    for (Subtree candidate : resolution) {
      if (parentHashOf(candidate.node()).filter(hash::equals).isPresent()
          && othersAreUnmerged(resolution, candidate, unmerged)) {
        found++;
      }
    }
    return found;
  }

  /** Whether the resolution without one node is exactly the unmerged leaves. */
  private static boolean othersAreUnmerged(
      List<Subtree> resolution, Subtree candidate, LeafSet unmerged) {
    for (Subtree other : resolution) {
      if (other != candidate && !(other.isLeaf() && unmerged.contains(other.firstLeaf()))) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Bytes> parentHashOf(@Nullable TreeNode node) {
    if (node instanceof ParentNode parent) {
      return Optional.of(parent.parentHash());
    }
    return node instanceof LeafNode leaf && leaf.source() instanceof LeafNodeSource.Commit commit
        ? Optional.of(commit.parentHash())
        : Optional.empty();
  }
}
