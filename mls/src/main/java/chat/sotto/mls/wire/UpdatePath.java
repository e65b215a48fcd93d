package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.HpkeCiphertext;
import chat.sotto.mls.crypto.HpkePublicKey;
import java.util.List;

/**
 * New keys from a committer's leaf up to the root (RFC 9420 §7.6).
 *
 * @param leafNode the committer's new leaf
 * @param nodes for the filtered direct path, from the bottom up
 */
public record UpdatePath(LeafNode leafNode, List<Node> nodes) implements Encodable {
  /** Makes the list unmodifiable. */
  public UpdatePath {
    nodes = List.copyOf(nodes);
  }

  /**
   * One node of the path.
   *
   * @param encryptionKey its new public key
   * @param encryptedPathSecret its path secret, once for each node of the copath's resolution
   */
  public record Node(HpkePublicKey encryptionKey, List<HpkeCiphertext> encryptedPathSecret)
      implements Encodable {
    /** Makes the list unmodifiable. */
    public Node {
      encryptedPathSecret = List.copyOf(encryptedPathSecret);
    }

    /** Reads one. */
    public static Node read(MlsReader reader) {
      return new Node(HpkePublicKey.read(reader), reader.readList(HpkeCiphertext::read));
    }

    @Override
    public void writeTo(MlsWriter writer) {
      writer.write(encryptionKey).writeList(encryptedPathSecret);
    }
  }

  /** Reads one. */
  public static UpdatePath read(MlsReader reader) {
    return new UpdatePath(LeafNode.read(reader), reader.readList(Node::read));
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.write(leafNode).writeList(nodes);
  }
}
