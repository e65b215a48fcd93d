package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.error.MalformedException;

/**
 * A node of the ratchet tree as the {@code ratchet_tree} extension carries it (RFC 9420 §12.4.3.3).
 */
public sealed interface TreeNode extends Encodable permits LeafNode, ParentNode {
  /** Reads one, after the byte that tells which. */
  static TreeNode readTagged(MlsReader reader) {
    int kind = reader.readUint8();
    return switch (kind) {
      case 1 -> LeafNode.read(reader);
      case 2 -> ParentNode.read(reader);
      default -> throw new MalformedException("node type " + kind);
    };
  }

  /** The byte that tells which it is: 1 for a leaf, 2 for a parent. */
  int tag();

  /** The public key of the node. */
  HpkePublicKey encryptionKey();
}
