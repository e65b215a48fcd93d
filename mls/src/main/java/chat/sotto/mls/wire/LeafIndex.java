package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;

/**
 * The place of a member among the leaves of the tree.
 *
 * @param value 32 bits without a sign
 */
public record LeafIndex(int value) implements Encodable, Comparable<LeafIndex> {
  /** Reads one. */
  public static LeafIndex read(MlsReader reader) {
    return new LeafIndex((int) reader.readUint32());
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeUint32(value);
  }

  @Override
  public int compareTo(LeafIndex other) {
    return Integer.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(value);
  }
}
