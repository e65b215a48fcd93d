package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.HpkePublicKey;

/**
 * A node above the leaves: a key pair whose private half the members below hold (RFC 9420 §7.1).
 *
 * @param encryptionKey the public half
 * @param parentHash the parent hash of the next node above that is not blank
 * @param unmergedLeaves members below who do not hold the private half
 */
public record ParentNode(HpkePublicKey encryptionKey, Bytes parentHash, LeafSet unmergedLeaves)
    implements TreeNode {
  /** Reads one. */
  public static ParentNode read(MlsReader reader) {
    return new ParentNode(HpkePublicKey.read(reader), reader.readVector(), LeafSet.read(reader));
  }

  /** The same node with other unmerged leaves. */
  public ParentNode withUnmergedLeaves(LeafSet leaves) {
    return new ParentNode(encryptionKey, parentHash, leaves);
  }

  @Override
  public int tag() {
    return 2;
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.write(encryptionKey).writeVector(parentHash).write(unmergedLeaves);
  }
}
