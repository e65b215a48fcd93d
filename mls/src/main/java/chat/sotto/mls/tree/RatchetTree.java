package chat.sotto.mls.tree;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.error.MisuseException;
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
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ratchet tree: the members of a group as leaves, and above them the key pairs that they share
 * (RFC 9420 §4.1, §7). Immutable; a changed tree shares with the old one all that did not change,
 * and a tree hash is computed once for each node that there ever was.
 */
public final class RatchetTree {
  private final MlsCrypto crypto;
  private final Subtree root;

  RatchetTree(MlsCrypto crypto, Subtree root) {
    this.crypto = crypto;
    this.root = root;
  }

  /** The tree of a group that has one member. */
  public static RatchetTree of(MlsCrypto crypto, LeafNode only) {
    return new RatchetTree(crypto, Subtree.leaf(0, only));
  }

  /**
   * The tree that travelled as a list (RFC 9420 §12.4.3.3). Only its form is checked here.
   *
   * @throws MalformedException if the list is no tree: empty, ending in a blank, or with leaves and
   *     parents in each other's places
   */
  public static RatchetTree of(MlsCrypto crypto, NodeList list) {
    List<Optional<TreeNode>> nodes = list.nodes();
    if (nodes.isEmpty() || nodes.get(nodes.size() - 1).isEmpty()) {
      throw new MalformedException("a ratchet tree ends with a node that is not blank");
    }
    int level = 0;
    while ((2L << level) - 1 < nodes.size()) {
      level++;
    }
    Subtree root = build(nodes, level, 0);
    // A tree is no larger than its last member needs (§7.7).
    if (!root.isLeaf() && root.right().occupied() == 0) {
      throw new MalformedException("a ratchet tree with nobody in its right half");
    }
    return new RatchetTree(crypto, root);
  }

  private static Subtree build(List<Optional<TreeNode>> nodes, int level, int firstLeaf) {
    int at = 2 * firstLeaf + (1 << level) - 1;
    if (2 * firstLeaf >= nodes.size()) {
      return Subtree.blank(level, firstLeaf);
    }
    Optional<TreeNode> node = at < nodes.size() ? nodes.get(at) : Optional.empty();
    if (node.isPresent() && node.get() instanceof LeafNode != (level == 0)) {
      throw new MalformedException("leaf and parent nodes in each other's places");
    }
    if (level == 0) {
      return Subtree.leaf(firstLeaf, (LeafNode) node.orElse(null));
    }
    return Subtree.parent(
        (ParentNode) node.orElse(null),
        build(nodes, level - 1, firstLeaf),
        build(nodes, level - 1, firstLeaf + (1 << (level - 1))));
  }

  /** The form in which the tree travels. */
  public NodeList toNodeList() {
    List<Optional<TreeNode>> nodes = new ArrayList<>();
    collect(root, nodes);
    int size = nodes.size();
    while (size > 0 && nodes.get(size - 1).isEmpty()) {
      size--;
    }
    return new NodeList(nodes.subList(0, size));
  }

  private static void collect(Subtree subtree, List<Optional<TreeNode>> nodes) {
    if (!subtree.isLeaf()) {
      collect(subtree.left(), nodes);
    }
    nodes.add(Optional.ofNullable(subtree.node()));
    if (!subtree.isLeaf()) {
      collect(subtree.right(), nodes);
    }
  }

  /** The functions of the group's suite. */
  public MlsCrypto crypto() {
    return crypto;
  }

  Subtree root() {
    return root;
  }

  /** How many leaves there is room for: a power of two. */
  public int leafCount() {
    return 1 << root.level();
  }

  /** How many members there are. */
  public int memberCount() {
    return root.occupied();
  }

  /** The hash of the whole tree (RFC 9420 §7.8). */
  public Bytes treeHash() {
    return root.hash(crypto);
  }

  /** The hash of the part of the tree below a node. */
  public Bytes treeHash(NodeIndex index) {
    return subtree(index).hash(crypto);
  }

  /** Whether a place is within the tree, blank or not. */
  public boolean contains(LeafIndex leaf) {
    return Integer.compareUnsigned(leaf.value(), leafCount()) < 0;
  }

  /** The member in a place. */
  public Optional<LeafNode> findLeaf(LeafIndex leaf) {
    return contains(leaf)
        ? Optional.ofNullable(root.descend(leaf.value()).leafNode())
        : Optional.empty();
  }

  /**
   * The member in a place.
   *
   * @throws MisuseException if nobody is there
   */
  public LeafNode getLeaf(LeafIndex leaf) {
    return findLeaf(leaf).orElseThrow(() -> new MisuseException("no member at leaf " + leaf));
  }

  /** The node in a place, if it is not blank. */
  public Optional<TreeNode> findNode(NodeIndex index) {
    return Optional.ofNullable(subtree(index).node());
  }

  /** Visits the members from left to right. */
  public void forEachMember(BiConsumer<LeafIndex, LeafNode> visitor) {
    visit(
        root,
        subtree -> {
          LeafNode leaf = subtree.leafNode();
          if (leaf != null) {
            visitor.accept(new LeafIndex(subtree.firstLeaf()), leaf);
          }
        });
  }

  /** Visits the parent nodes that are not blank. */
  public void forEachParent(BiConsumer<NodeIndex, ParentNode> visitor) {
    visit(
        root,
        subtree -> {
          ParentNode parent = subtree.parentNode();
          if (parent != null) {
            visitor.accept(subtree.index(), parent);
          }
        });
  }

  static void visit(Subtree subtree, Consumer<Subtree> visitor) {
    if (subtree.isBlank()) {
      return;
    }
    if (!subtree.isLeaf()) {
      visit(subtree.left(), visitor);
    }
    visitor.accept(subtree);
    if (!subtree.isLeaf()) {
      visit(subtree.right(), visitor);
    }
  }

  /** The nodes that together reach every member below a node (RFC 9420 §4.1.1), in order. */
  public List<NodeIndex> resolution(NodeIndex index) {
    List<Subtree> resolution = new ArrayList<>();
    subtree(index).resolve(resolution);
    return resolution.stream().map(Subtree::index).toList();
  }

  /** Whether any node has one of these public keys. */
  public boolean containsAny(Set<HpkePublicKey> keys) {
    boolean[] found = new boolean[1];
    visit(
        root,
        subtree -> {
          TreeNode node = subtree.node();
          found[0] |= node != null && keys.contains(node.encryptionKey());
        });
    return found[0];
  }

  // Changes.

  /** A tree and the place in it that somebody was given. */
  public record Added(RatchetTree tree, LeafIndex index) {}

  /** The leftmost leaf that is blank; the first beyond the tree if there is none. */
  public LeafIndex nextFreeLeaf() {
    if (root.occupied() == leafCount()) {
      return new LeafIndex(leafCount());
    }
    Subtree at = root;
    while (!at.isLeaf()) {
      at = at.left().occupied() < 1 << at.left().level() ? at.left() : at.right();
    }
    return new LeafIndex(at.firstLeaf());
  }

  /**
   * Puts a member into the leftmost free leaf, extending the tree if need be (RFC 9420 §12.1.1).
   */
  public Added add(LeafNode member) {
    LeafIndex free = nextFreeLeaf();
    Subtree roomy = withRoomFor(free);
    int leaf = free.value();
    Subtree changed =
        roomy.with(
            leaf,
            member,
            (level, parent) ->
                parent == null
                    ? null
                    : parent.withUnmergedLeaves(parent.unmergedLeaves().plus(leaf)));
    return new Added(new RatchetTree(crypto, changed), free);
  }

  /**
   * The tree with room for one more than it has members, extended if it is full: where an external
   * commit puts its sender.
   */
  public Added withFreeLeaf() {
    LeafIndex free = nextFreeLeaf();
    return new Added(new RatchetTree(crypto, withRoomFor(free)), free);
  }

  private Subtree withRoomFor(LeafIndex leaf) {
    if (contains(leaf)) {
      return root;
    }
    if (root.level() >= 29) {
      throw new MisuseException("the tree can't grow any more");
    }
    return Subtree.parent(null, root, Subtree.blank(root.level(), leafCount()));
  }

  /** Replaces a member's leaf and blanks what is above it (RFC 9420 §12.1.2). */
  public RatchetTree update(LeafIndex index, LeafNode member) {
    getLeaf(index);
    return new RatchetTree(crypto, root.with(index.value(), member, (level, parent) -> null));
  }

  /** Removes a member, blanks what was above it and truncates the tree (RFC 9420 §12.1.3). */
  public RatchetTree remove(LeafIndex index) {
    getLeaf(index);
    Subtree changed = root.with(index.value(), null, (level, parent) -> null);
    while (!changed.isLeaf() && changed.right().occupied() == 0) {
      changed = changed.left();
    }
    return new RatchetTree(crypto, changed);
  }

  /** Sets a committer's leaf and the nodes of its filtered direct path; blanks the rest of it. */
  RatchetTree withPath(LeafIndex sender, LeafNode leaf, @Nullable ParentNode[] byLevel) {
    return new RatchetTree(
        crypto, root.with(sender.value(), leaf, (level, parent) -> byLevel[level]));
  }

  // Parent hashes.

  /** The parent hash of a node with respect to a child that is not on the path (RFC 9420 §7.9). */
  static Bytes parentHash(MlsCrypto crypto, ParentNode parent, Subtree sibling) {
    LeafSet unmerged = parent.unmergedLeaves();
    return crypto.hash(
        new MlsWriter(256)
            .write(parent.encryptionKey())
            .writeVector(parent.parentHash())
            .writeVector(sibling.hashWithout(unmerged, crypto))
            .toBytes());
  }

  Subtree subtree(NodeIndex index) {
    if (index.value() < 0 || index.value() >= TreeMath.nodeCount(leafCount())) {
      throw new MisuseException("no node " + index.value() + " in this tree");
    }
    int level = TreeMath.level(index);
    int firstLeaf = (index.value() + 1 - (1 << level)) / 2;
    Subtree at = root;
    while (at.level() > level) {
      at = at.toward(firstLeaf);
    }
    return at;
  }
}
