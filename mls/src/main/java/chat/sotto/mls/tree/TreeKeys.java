package chat.sotto.mls.tree;

import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.TreeNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The private keys that one member holds: of its leaf, and of nodes above it (RFC 9420 §4.2).
 * Immutable.
 */
public final class TreeKeys {
  private final LeafIndex self;
  private final Map<NodeIndex, HpkeKeyPair> keys;

  private TreeKeys(LeafIndex self, Map<NodeIndex, HpkeKeyPair> keys) {
    this.self = self;
    this.keys = Collections.unmodifiableMap(keys);
  }

  /** Those of a member who has only its leaf's. */
  public static TreeKeys of(LeafIndex self, HpkeKeyPair leafKeys) {
    Map<NodeIndex, HpkeKeyPair> keys = new TreeMap<>();
    keys.put(NodeIndex.of(self), leafKeys);
    return new TreeKeys(self, keys);
  }

  /** Those that were stored, each for the node that has its public key. */
  public static TreeKeys of(LeafIndex self, Map<NodeIndex, HpkeKeyPair> stored) {
    return new TreeKeys(self, new TreeMap<>(stored));
  }

  /**
   * Those of somebody who joins with a path secret of the node where its way up meets the
   * committer's (RFC 9420 §12.4.3.1).
   *
   * @throws RejectedException if the secret leads to other keys than the tree has
   */
  public TreeKeys joinedWith(RatchetTree tree, LeafIndex committer, Secret pathSecret) {
    List<Subtree> shared = new ArrayList<>();
    Subtree at = tree.root();
    while (!at.isLeaf() && at.covers(committer.value()) && at.covers(self.value())) {
      if (at.node() != null) {
        shared.add(at);
      }
      at = at.toward(self.value());
    }
    Collections.reverse(shared);
    PathSecrets derived = PathSecrets.derive(tree.crypto(), pathSecret.copy(), shared.size());
    Map<NodeIndex, HpkeKeyPair> more = new TreeMap<>(keys);
    boolean good = false;
    try {
      for (int i = 0; i < shared.size(); i++) {
        put(more, shared.get(i), derived.keyPairs().get(i));
      }
      good = true;
    } finally {
      if (!good) {
        derived.eraseAll();
      }
    }
    derived.erase();
    derived.commitSecret().erase();
    return new TreeKeys(self, more);
  }

  /** These and the keys that a path secret gives for the steps of a path from one of them up. */
  TreeKeys with(List<DirectPath.Step> steps, int from, List<HpkeKeyPair> pairs) {
    Map<NodeIndex, HpkeKeyPair> more = new TreeMap<>(keys);
    for (int i = from; i < steps.size(); i++) {
      more.put(steps.get(i).node().index(), pairs.get(i - from));
    }
    return new TreeKeys(self, more);
  }

  /** These with a new key pair of the own leaf. */
  public TreeKeys withLeafKeys(HpkeKeyPair leafKeys) {
    Map<NodeIndex, HpkeKeyPair> more = new TreeMap<>(keys);
    more.put(NodeIndex.of(self), leafKeys);
    return new TreeKeys(self, more);
  }

  /** Those of them that the tree still has: nodes that were blanked or replaced drop out. */
  public TreeKeys retainedIn(RatchetTree tree) {
    Map<NodeIndex, HpkeKeyPair> kept = new TreeMap<>();
    int nodes = TreeMath.nodeCount(tree.leafCount());
    keys.forEach(
        (index, pair) -> {
          if (index.value() < nodes && holds(tree, index, pair)) {
            kept.put(index, pair);
          }
        });
    return new TreeKeys(self, kept);
  }

  private static boolean holds(RatchetTree tree, NodeIndex index, HpkeKeyPair pair) {
    return tree.findNode(index)
        .map(TreeNode::encryptionKey)
        .filter(pair.publicKey()::equals)
        .isPresent();
  }

  /** The member whose keys these are. */
  public LeafIndex self() {
    return self;
  }

  /** The key pair of a node, if this member holds it. */
  public Optional<HpkeKeyPair> find(NodeIndex index) {
    return Optional.ofNullable(keys.get(index));
  }

  /** Whether one of the key pairs has this public key. */
  public boolean holds(HpkePublicKey publicKey) {
    return keys.values().stream().anyMatch(pair -> pair.publicKey().equals(publicKey));
  }

  /** The nodes whose keys this member holds. */
  public Map<NodeIndex, HpkeKeyPair> asMap() {
    return keys;
  }

  /** The key pair of the own leaf. */
  public HpkeKeyPair leafKeys() {
    return find(NodeIndex.of(self))
        .orElseThrow(() -> new MisuseException("the own leaf was replaced by another's"));
  }

  private static void put(Map<NodeIndex, HpkeKeyPair> keys, Subtree node, HpkeKeyPair pair) {
    TreeNode present = node.node();
    if (present == null || !present.encryptionKey().equals(pair.publicKey())) {
      throw new RejectedException(Check.PATH_KEYS);
    }
    keys.put(node.index(), pair);
  }

  @Override
  public String toString() {
    return "TreeKeys[" + self + ", " + keys.size() + " nodes]";
  }
}
