package chat.sotto.mls.tree;

import chat.sotto.mls.wire.LeafIndex;

/**
 * The place of a node in the tree, counted from left to right: leaves are even, parents odd (RFC
 * 9420 Appendix C).
 *
 * @param value 0 or more
 */
public record NodeIndex(int value) implements Comparable<NodeIndex> {
  /** The node of a leaf, which has to be within a tree that exists. */
  public static NodeIndex of(LeafIndex leaf) {
    return new NodeIndex(Math.multiplyExact(2, leaf.value()));
  }

  /** Whether it is a leaf. */
  public boolean isLeaf() {
    return (value & 1) == 0;
  }

  @Override
  public int compareTo(NodeIndex other) {
    return Integer.compare(value, other.value);
  }
}
