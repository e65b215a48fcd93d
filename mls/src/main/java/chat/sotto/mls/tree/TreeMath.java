package chat.sotto.mls.tree;

import chat.sotto.mls.error.MisuseException;
import java.util.Optional;

/** How nodes of a full binary tree relate by their places alone (RFC 9420 Appendix C). */
public final class TreeMath {
  private TreeMath() {}

  /** How many nodes a tree of so many leaves has. */
  public static int nodeCount(int leaves) {
    return 2 * leaves - 1;
  }

  /** The root of a tree of so many leaves, a power of two. */
  public static NodeIndex root(int leaves) {
    if (Integer.bitCount(leaves) != 1 || leaves > 1 << 30) {
      throw new MisuseException("a tree has 2^d leaves, not " + leaves);
    }
    return new NodeIndex(leaves - 1);
  }

  /** The height of a node: 0 for leaves. */
  public static int level(NodeIndex node) {
    return Integer.numberOfTrailingZeros(~node.value());
  }

  /** The child to the left; leaves have none. */
  public static Optional<NodeIndex> left(NodeIndex node) {
    int level = level(node);
    return level == 0
        ? Optional.empty()
        : Optional.of(new NodeIndex(node.value() ^ 1 << (level - 1)));
  }

  /** The child to the right; leaves have none. */
  public static Optional<NodeIndex> right(NodeIndex node) {
    int level = level(node);
    return level == 0
        ? Optional.empty()
        : Optional.of(new NodeIndex(node.value() ^ 3 << (level - 1)));
  }

  /** The parent in a tree of so many leaves; the root has none. */
  public static Optional<NodeIndex> parent(NodeIndex node, int leaves) {
    if (node.equals(root(leaves))) {
      return Optional.empty();
    }
    int level = level(node);
    int side = node.value() >> (level + 1) & 1;
    return Optional.of(new NodeIndex((node.value() | 1 << level) ^ side << (level + 1)));
  }

  /** The other child of the parent; the root has none. */
  public static Optional<NodeIndex> sibling(NodeIndex node, int leaves) {
    return parent(node, leaves)
        .flatMap(parent -> node.value() < parent.value() ? right(parent) : left(parent));
  }
}
