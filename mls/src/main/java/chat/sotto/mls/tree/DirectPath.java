package chat.sotto.mls.tree;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.LeafSet;
import chat.sotto.mls.wire.ParentNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The filtered direct path of a committer (RFC 9420 §4.1.2): the nodes above its leaf that get new
 * keys, from the bottom up, each with the sibling that its secret is encrypted to.
 */
final class DirectPath {
  /** A node of the path and its child that is not on it. */
  record Step(Subtree node, Subtree sibling) {
    /** Where the secret of this node goes: the sibling's resolution without those just added. */
    List<Subtree> recipients(LeafSet added) {
      List<Subtree> recipients = new ArrayList<>();
      sibling.resolve(recipients);
      if (!added.isEmpty()) {
        recipients.removeIf(at -> at.isLeaf() && added.contains(at.firstLeaf()));
      }
      return recipients;
    }
  }

  private final RatchetTree tree;
  private final LeafIndex sender;
  private final List<Step> steps;

  private DirectPath(RatchetTree tree, LeafIndex sender, List<Step> steps) {
    this.tree = tree;
    this.sender = sender;
    this.steps = steps;
  }

  static DirectPath of(RatchetTree tree, LeafIndex sender) {
    List<Step> steps = new ArrayList<>();
    Subtree at = tree.root();
    while (!at.isLeaf()) {
      Subtree sibling = at.awayFrom(sender.value());
      if (!sibling.isBlank()) {
        steps.add(new Step(at, sibling));
      }
      at = at.toward(sender.value());
    }
    Collections.reverse(steps);
    return new DirectPath(tree, sender, List.copyOf(steps));
  }

  List<Step> steps() {
    return steps;
  }

  /** The lowest step that a leaf is below of; -1 if there is none. */
  int stepAbove(LeafIndex leaf) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).node().covers(leaf.value())) {
        return i;
      }
    }
    return -1;
  }

  /** The path with new keys: the nodes as they will be, and what the leaf has to sign. */
  final class Keyed {
    private final List<ParentNode> nodes;
    private final Bytes leafParentHash;

    private Keyed(List<ParentNode> nodes, Bytes leafParentHash) {
      this.nodes = nodes;
      this.leafParentHash = leafParentHash;
    }

    Bytes leafParentHash() {
      return leafParentHash;
    }

    /** The tree after the path was merged into it. */
    RatchetTree merge(LeafNode leaf) {
      @Nullable ParentNode[] byLevel = new @Nullable ParentNode[tree.root().level() + 1];
      for (int i = 0; i < nodes.size(); i++) {
        byLevel[steps.get(i).node().level()] = nodes.get(i);
      }
      return tree.withPath(sender, leaf, byLevel);
    }
  }

  /** Chains the parent hashes from the root down (RFC 9420 §7.9); one key for each step. */
  Keyed withKeys(List<HpkePublicKey> keys) {
    MlsCrypto crypto = tree.crypto();
    ParentNode[] nodes = new ParentNode[steps.size()];
    Bytes hash = Bytes.EMPTY;
    for (int i = nodes.length - 1; i >= 0; i--) {
      nodes[i] = new ParentNode(keys.get(i), hash, LeafSet.EMPTY);
      hash = RatchetTree.parentHash(crypto, nodes[i], steps.get(i).sibling());
    }
    return new Keyed(List.of(nodes), hash);
  }
}
