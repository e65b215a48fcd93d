package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;

/**
 * The number of a state of the group: 0 at first, one more with each commit.
 *
 * @param value 64 bits without a sign
 */
public record Epoch(long value) implements Encodable, Comparable<Epoch> {
  /** The first. */
  public static final Epoch ZERO = new Epoch(0);

  /** Reads one. */
  public static Epoch read(MlsReader reader) {
    return new Epoch(reader.readUint64());
  }

  /** The one that a commit leads to. */
  public Epoch next() {
    return new Epoch(value + 1);
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeUint64(value);
  }

  @Override
  public int compareTo(Epoch other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toUnsignedString(value);
  }
}
