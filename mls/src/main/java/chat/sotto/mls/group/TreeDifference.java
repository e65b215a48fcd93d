package chat.sotto.mls.group;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.wire.NodeList;
import chat.sotto.mls.wire.TreeNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trees as they are stored, told by what is different in them from another tree: between two epochs
 * that is a path, among a thousand members.
 */
final class TreeDifference {
  private TreeDifference() {}

  /** The leaves alone, with blanks between them. */
  static NodeList leavesOf(RatchetTree tree) {
    List<Optional<TreeNode>> nodes = new ArrayList<>();
    tree.forEachMember(
        (index, leaf) -> {
          while (nodes.size() < 2 * index.value()) {
            nodes.add(Optional.empty());
          }
          nodes.add(Optional.of(leaf));
        });
    return new NodeList(nodes);
  }

  private record Changed(int index, Optional<TreeNode> node) implements Encodable {
    static Changed read(MlsReader reader) {
      long index = reader.readUint32();
      return new Changed(
          (int) Math.min(index, Integer.MAX_VALUE), reader.readOptional(TreeNode::readTagged));
    }

    @Override
    public void writeTo(MlsWriter writer) {
      writer.writeUint32(index).writeUint8(node.isPresent() ? 1 : 0);
      node.ifPresent(present -> writer.writeUint8(present.tag()).write(present));
    }
  }

  static void write(Optional<NodeList> like, NodeList tree, MlsWriter writer) {
    if (like.isEmpty()) {
      writer.write(tree);
      return;
    }
    List<Optional<TreeNode>> old = like.get().nodes();
    List<Optional<TreeNode>> nodes = tree.nodes();
    List<Changed> changed = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      if (i >= old.size() || !old.get(i).equals(nodes.get(i))) {
        changed.add(new Changed(i, nodes.get(i)));
      }
    }
    writer.writeUint32(nodes.size()).writeList(changed);
  }

  static NodeList read(Optional<NodeList> like, MlsReader reader) {
    if (like.isEmpty()) {
      return NodeList.read(reader);
    }
    List<Optional<TreeNode>> old = like.get().nodes();
    long size = reader.readUint32();
    List<Changed> changed = reader.readList(Changed::read);
    if (size > (long) old.size() + changed.size()) {
      throw new MalformedException("a stored tree of " + size + " nodes");
    }
    List<Optional<TreeNode>> nodes = new ArrayList<>((int) size);
    for (int i = 0; i < size; i++) {
      nodes.add(i < old.size() ? old.get(i) : Optional.empty());
    }
    for (Changed change : changed) {
      if (change.index() >= size) {
        throw new MalformedException("a stored node outside of its tree");
      }
      nodes.set(change.index(), change.node());
    }
    return new NodeList(nodes);
  }
}
