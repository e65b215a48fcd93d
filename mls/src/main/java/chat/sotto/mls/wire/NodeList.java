package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import java.util.List;
import java.util.Optional;

/**
 * The nodes of a ratchet tree from left to right, the form in which a tree travels (RFC 9420
 * §12.4.3.3).
 *
 * @param nodes blank ones empty; blanks at the end are left out
 */
public record NodeList(List<Optional<TreeNode>> nodes) implements Encodable {
  /** Makes the list unmodifiable. */
  public NodeList {
    nodes = List.copyOf(nodes);
  }

  /** Reads one. */
  public static NodeList read(MlsReader reader) {
    return new NodeList(reader.readList(r -> r.readOptional(TreeNode::readTagged)));
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeList(
        () ->
            nodes.stream()
                .<Encodable>map(
                    node ->
                        w -> {
                          w.writeUint8(node.isPresent() ? 1 : 0);
                          node.ifPresent(present -> w.writeUint8(present.tag()).write(present));
                        })
                .iterator());
  }
}
