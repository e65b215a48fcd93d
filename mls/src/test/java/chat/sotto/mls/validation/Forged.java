package chat.sotto.mls.validation;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.fixture.Grove;
import chat.sotto.mls.fixture.Person;
import chat.sotto.mls.tree.NodeIndex;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.LeafNodeSource;
import chat.sotto.mls.wire.NodeList;
import chat.sotto.mls.wire.ParentNode;
import chat.sotto.mls.wire.TreeNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A tree whose parent hashes are in order, though a malicious member chose a key in it. */
final class Forged {
  private Forged() {}

  /**
   * Three members, of whom the first has set the root and the node below, with a root of choice.
   */
  static RatchetTree withRoot(Grove grove, Person zero, ParentNode root) {
    RatchetTree tree = grove.tree();
    MlsCrypto crypto = tree.crypto();
    ParentNode low = (ParentNode) tree.findNode(new NodeIndex(1)).orElseThrow();
    Bytes rootHash = parentHash(crypto, root, tree.treeHash(new NodeIndex(5)));
    ParentNode newLow = new ParentNode(low.encryptionKey(), rootHash, low.unmergedLeaves());
    Bytes lowHash = parentHash(crypto, newLow, tree.treeHash(new NodeIndex(2)));
    LeafIndex index = new LeafIndex(0);
    LeafNode leaf =
        zero.leafIn(
            Grove.GROUP,
            index,
            tree.getLeaf(index).encryptionKey(),
            new LeafNodeSource.Commit(lowHash));
    List<Optional<TreeNode>> nodes = new ArrayList<>(tree.toNodeList().nodes());
    nodes.set(0, Optional.of(leaf));
    nodes.set(1, Optional.of(newLow));
    nodes.set(3, Optional.of(root));
    return RatchetTree.of(crypto, new NodeList(nodes));
  }

  private static Bytes parentHash(MlsCrypto crypto, ParentNode parent, Bytes siblingHash) {
    return crypto.hash(
        new MlsWriter()
            .write(parent.encryptionKey())
            .writeVector(parent.parentHash())
            .writeVector(siblingHash)
            .toBytes());
  }
}
