package chat.sotto.mls.tree;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.LeafSet;
import chat.sotto.mls.wire.ParentNode;
import chat.sotto.mls.wire.TreeNode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node of the tree with everything below it, immutable. A change makes new nodes on the way to
 * the root and shares all others, hashes included: that is what makes a commit cost a path and not
 * a tree. Blank subtrees make their children when somebody asks for them.
 */
final class Subtree {
  private static final byte LEAF = 1;
  private static final byte PARENT = 2;

  private final int level;
  private final int firstLeaf;
  private final @Nullable TreeNode node;
  private final int occupied;
  private final boolean blank;
  // Filled on first use; written twice by two threads they would get equal values.
  private @Nullable Subtree left;
  private @Nullable Subtree right;
  private @Nullable Bytes hash;

  private Subtree(
      int level,
      int firstLeaf,
      @Nullable TreeNode node,
      @Nullable Subtree left,
      @Nullable Subtree right) {
    this.level = level;
    this.firstLeaf = firstLeaf;
    this.node = node;
    this.left = left;
    this.right = right;
    if (left != null && right != null) {
      this.occupied = left.occupied + right.occupied;
      this.blank = node == null && left.blank && right.blank;
    } else {
      this.occupied = node instanceof LeafNode ? 1 : 0;
      this.blank = node == null;
    }
  }

  static Subtree leaf(int index, @Nullable LeafNode node) {
    return new Subtree(0, index, node, null, null);
  }

  static Subtree parent(@Nullable ParentNode node, Subtree left, Subtree right) {
    return new Subtree(left.level + 1, left.firstLeaf, node, left, right);
  }

  static Subtree blank(int level, int firstLeaf) {
    return new Subtree(level, firstLeaf, null, null, null);
  }

  int level() {
    return level;
  }

  int firstLeaf() {
    return firstLeaf;
  }

  /** One more than the last leaf. */
  int endLeaf() {
    return firstLeaf + (1 << level);
  }

  /** How many leaves are not blank. */
  int occupied() {
    return occupied;
  }

  /** Whether no node in it holds anything, and so its resolution is empty. */
  boolean isBlank() {
    return blank;
  }

  NodeIndex index() {
    return new NodeIndex(2 * firstLeaf + (1 << level) - 1);
  }

  @Nullable TreeNode node() {
    return node;
  }

  @Nullable ParentNode parentNode() {
    return node instanceof ParentNode parent ? parent : null;
  }

  @Nullable LeafNode leafNode() {
    return node instanceof LeafNode leaf ? leaf : null;
  }

  boolean isLeaf() {
    return level == 0;
  }

  boolean covers(int leaf) {
    return leaf >= firstLeaf && leaf < endLeaf();
  }

  Subtree left() {
    Subtree child = left;
    if (child == null) {
      child = blank(level - 1, firstLeaf);
      left = child;
    }
    return child;
  }

  Subtree right() {
    Subtree child = right;
    if (child == null) {
      child = blank(level - 1, firstLeaf + (1 << (level - 1)));
      right = child;
    }
    return child;
  }

  /** The child with a leaf below it. */
  Subtree toward(int leaf) {
    return right().firstLeaf <= leaf ? right() : left();
  }

  /** The child without a leaf below it. */
  Subtree awayFrom(int leaf) {
    return right().firstLeaf <= leaf ? left() : right();
  }

  /** What becomes of the parents on the way to a leaf. */
  @FunctionalInterface
  interface OnPath {
    /** The parent at a level as it will be; null for blank. */
    @Nullable ParentNode change(int level, @Nullable ParentNode parent);
  }

  /** The same tree with another leaf in a place, and the parents above it changed. */
  Subtree with(int leaf, @Nullable LeafNode replacement, OnPath change) {
    if (isLeaf()) {
      return leaf(firstLeaf, replacement);
    }
    ParentNode changed = change.change(level, parentNode());
    return right().firstLeaf <= leaf
        ? parent(changed, left(), right().with(leaf, replacement, change))
        : parent(changed, left().with(leaf, replacement, change), right());
  }

  /** The tree hash (RFC 9420 §7.8), computed once for each node there ever is. */
  Bytes hash(MlsCrypto crypto) {
    Bytes known = hash;
    if (known == null) {
      known =
          isLeaf()
              ? hashOfLeaf(crypto, leafNode())
              : hashOfParent(crypto, parentNode(), left().hash(crypto), right().hash(crypto));
      hash = known;
    }
    return known;
  }

  /** The tree hash as if some leaves had never been added: the "original" one of RFC 9420 §7.9. */
  Bytes hashWithout(LeafSet absent, MlsCrypto crypto) {
    if (!absent.anyWithin(firstLeaf, endLeaf())) {
      return hash(crypto);
    }
    if (isLeaf()) {
      return hashOfLeaf(crypto, null);
    }
    ParentNode parent = parentNode();
    return hashOfParent(
        crypto,
        parent == null ? null : parent.withUnmergedLeaves(parent.unmergedLeaves().minus(absent)),
        left().hashWithout(absent, crypto),
        right().hashWithout(absent, crypto));
  }

  /** The nodes that together reach every member below (RFC 9420 §4.1.1), in order. */
  void resolve(List<? super Subtree> resolution) {
    if (blank) {
      return;
    }
    ParentNode parent = parentNode();
    if (parent != null) {
      resolution.add(this);
      for (int i = 0; i < parent.unmergedLeaves().size(); i++) {
        resolution.add(descend(parent.unmergedLeaves().at(i)));
      }
    } else if (isLeaf()) {
      resolution.add(this);
    } else {
      left().resolve(resolution);
      right().resolve(resolution);
    }
  }

  /** The leaf in a place below. */
  Subtree descend(int leaf) {
    Subtree at = this;
    while (!at.isLeaf()) {
      at = at.toward(leaf);
    }
    return at;
  }

  private Bytes hashOfLeaf(MlsCrypto crypto, @Nullable LeafNode leaf) {
    MlsWriter writer = new MlsWriter(leaf == null ? 16 : 512);
    writer.writeUint8(LEAF).writeUint32(firstLeaf).writeUint8(leaf == null ? 0 : 1);
    if (leaf != null) {
      writer.write(leaf);
    }
    return crypto.hash(writer.toBytes());
  }

  private static Bytes hashOfParent(
      MlsCrypto crypto, @Nullable ParentNode parent, Bytes leftHash, Bytes rightHash) {
    MlsWriter writer = new MlsWriter(256);
    writer.writeUint8(PARENT).writeUint8(parent == null ? 0 : 1);
    if (parent != null) {
      writer.write(parent);
    }
    return crypto.hash(writer.writeVector(leftHash).writeVector(rightHash).toBytes());
  }

  @Override
  public String toString() {
    return "Subtree[" + index().value() + ", " + Objects.toString(node, "blank") + "]";
  }
}
