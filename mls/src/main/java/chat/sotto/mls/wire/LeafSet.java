package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.error.MalformedException;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A set of leaves, in increasing order (RFC 9420 §7.1), held as plain numbers. */
public final class LeafSet implements Encodable {
  /** No leaves. */
  public static final LeafSet EMPTY = new LeafSet(new int[0]);

  private final int[] sorted;

  private LeafSet(int[] sorted) {
    this.sorted = sorted;
  }

  /** These leaves. */
  public static LeafSet of(int... leaves) {
    return new LeafSet(IntStream.of(leaves).sorted().distinct().toArray());
  }

  /** Reads one; leaves out of order or twice are malformed. */
  public static LeafSet read(MlsReader reader) {
    var bytes = reader.readVector();
    if (bytes.length() % 4 != 0) {
      throw new MalformedException("unmerged leaves of " + bytes.length() + " bytes");
    }
    int[] leaves = new int[bytes.length() / 4];
    MlsReader numbers = new MlsReader(bytes);
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = (int) numbers.readUint32();
      if (i > 0 && Integer.compareUnsigned(leaves[i - 1], leaves[i]) >= 0) {
        throw new MalformedException("unmerged leaves out of order");
      }
    }
    return leaves.length == 0 ? EMPTY : new LeafSet(leaves);
  }

  /** How many there are. */
  public int size() {
    return sorted.length;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return sorted.length == 0;
  }

  /** The leaf at a place in the order. */
  public int at(int place) {
    return sorted[place];
  }

  /** Whether a leaf is among them. */
  public boolean contains(int leaf) {
    return Arrays.binarySearch(sorted, leaf) >= 0;
  }

  /** Whether any leaf from {@code from} (included) to {@code to} (excluded) is among them. */
  public boolean anyWithin(int from, int to) {
    int place = Arrays.binarySearch(sorted, from);
    int first = place >= 0 ? place : -place - 1;
    return first < sorted.length && sorted[first] < to;
  }

  /** Those from {@code from} (included) to {@code to} (excluded). */
  public LeafSet within(int from, int to) {
    return new LeafSet(IntStream.of(sorted).filter(leaf -> leaf >= from && leaf < to).toArray());
  }

  /** With one more. */
  public LeafSet plus(int leaf) {
    int place = Arrays.binarySearch(sorted, leaf);
    if (place >= 0) {
      return this;
    }
    int at = -place - 1;
    int[] more = new int[sorted.length + 1];
    System.arraycopy(sorted, 0, more, 0, at);
    more[at] = leaf;
    System.arraycopy(sorted, at, more, at + 1, sorted.length - at);
    return new LeafSet(more);
  }

  /** Without those of another set. */
  public LeafSet minus(LeafSet other) {
    return new LeafSet(IntStream.of(sorted).filter(leaf -> !other.contains(leaf)).toArray());
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeLength(4 * sorted.length);
    for (int leaf : sorted) {
      writer.writeUint32(leaf);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LeafSet that && Arrays.equals(sorted, that.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }

  @Override
  public String toString() {
    return Arrays.toString(sorted);
  }
}
