package chat.sotto.mls.vectors.kind;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.tree.NodeIndex;
import chat.sotto.mls.tree.ParentHashes;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.NodeList;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;

/** Resolutions, hashes and signatures of a tree. */
final class TreeValidationKind implements VectorKind {
  @Override
  public boolean matches(Vector vector) {
    return vector.has("tree", "group_id", "tree_hashes", "resolutions");
  }

  @Override
  public void verify(Vector vector) {
    MlsCrypto crypto = vector.crypto();
    RatchetTree tree = RatchetTree.of(crypto, Vector.decode(NodeList::read, vector.hex("tree")));
    JsonArray resolutions = vector.array("resolutions");
    JsonArray hashes = vector.array("tree_hashes");
    assertThat(hashes.size()).isEqualTo(2 * tree.leafCount() - 1);
    for (int i = 0; i < hashes.size(); i++) {
      NodeIndex node = new NodeIndex(i);
      assertThat(tree.resolution(node)).isEqualTo(nodes(resolutions.get(i).getAsJsonArray()));
      assertThat(tree.treeHash(node).toHex()).isEqualTo(hashes.get(i).getAsString());
    }
    ParentHashes.verify(tree);
    GroupId group = new GroupId(vector.hex("group_id"));
    tree.forEachMember(
        (index, leaf) ->
            assertThat(
                    crypto.verifyWithLabel(
                        leaf.signatureKey(),
                        LeafNode.SIGNATURE_LABEL,
                        leaf.toBeSigned(group, index),
                        leaf.signature()))
                .isTrue());
  }

  private static List<NodeIndex> nodes(JsonArray array) {
    List<NodeIndex> list = new ArrayList<>();
    for (JsonElement element : array) {
      list.add(new NodeIndex(element.getAsInt()));
    }
    return list;
  }
}
