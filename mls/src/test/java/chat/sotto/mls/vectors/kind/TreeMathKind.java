package chat.sotto.mls.vectors.kind;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.tree.NodeIndex;
import chat.sotto.mls.tree.TreeMath;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.Optional;
import java.util.function.Function;

/** The places of nodes in a tree. */
final class TreeMathKind implements VectorKind {
  @Override
  public boolean matches(Vector vector) {
    return vector.has("n_leaves", "n_nodes", "root");
  }

  @Override
  public void verify(Vector vector) {
    int leaves = vector.integer("n_leaves");
    assertThat(TreeMath.nodeCount(leaves)).isEqualTo(vector.integer("n_nodes"));
    assertThat(TreeMath.root(leaves).value()).isEqualTo(vector.integer("root"));
    each(vector.array("left"), TreeMath::left);
    each(vector.array("right"), TreeMath::right);
    each(vector.array("parent"), node -> TreeMath.parent(node, leaves));
    each(vector.array("sibling"), node -> TreeMath.sibling(node, leaves));
  }

  private static void each(JsonArray expected, Function<NodeIndex, Optional<NodeIndex>> relation) {
    for (int i = 0; i < expected.size(); i++) {
      JsonElement element = expected.get(i);
      Optional<NodeIndex> related = relation.apply(new NodeIndex(i));
      if (element.isJsonNull()) {
        assertThat(related).isEmpty();
      } else {
        assertThat(related).contains(new NodeIndex(element.getAsInt()));
      }
    }
  }
}
