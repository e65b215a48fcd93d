package chat.sotto.mls.codec;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Immutable public bytes, equal by content. It may be a view into a longer array, so that decoding
 * a message copies none of it. Secrets have a type of their own.
 */
public final class Bytes implements Comparable<Bytes> {
  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private static final int SHOWN = 8;

  private final byte[] array;
  private final int offset;
  private final int length;

  private Bytes(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /** A copy of an array that the caller keeps. */
  public static Bytes copyOf(byte[] array) {
    return array.length == 0 ? EMPTY : owning(array.clone());
  }

  /** Takes an array over without copying it: the caller must not change it afterwards. */
  public static Bytes owning(byte[] array) {
    return new Bytes(array, 0, array.length);
  }

  /** The bytes that hexadecimal digits stand for. */
  public static Bytes fromHex(String hex) {
    return owning(HexFormat.of().parseHex(hex));
  }

  /** The number of bytes. */
  public int length() {
    return length;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return length == 0;
  }

  /** The byte at a place, 0 to 255. */
  public int at(int index) {
    if (index < 0 || index >= length) {
      throw new IndexOutOfBoundsException(index);
    }
    return array[offset + index] & 0xff;
  }

  /** A view of a part of these bytes. */
  public Bytes slice(int from, int count) {
    if (from < 0 || count < 0 || count > length - from) {
      throw new IndexOutOfBoundsException(from);
    }
    return new Bytes(array, offset + from, count);
  }

  /** A copy that the caller may change. */
  public byte[] toByteArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /**
   * The bytes in an array of their own, letting go of the longer one that they may be a view of.
   */
  public Bytes compact() {
    return length == array.length ? this : owning(toByteArray());
  }

  /** Copies all bytes into an array. */
  public void copyTo(byte[] target, int at) {
    System.arraycopy(array, offset, target, at, length);
  }

  /** Feeds the bytes to a hash. */
  public void feed(MessageDigest digest) {
    digest.update(array, offset, length);
  }

  /** Compares in time that depends on the lengths alone. */
  public boolean equalsConstantTime(Bytes other) {
    if (length != other.length) {
      return false;
    }
    int difference = 0;
    for (int i = 0; i < length; i++) {
      difference |= array[offset + i] ^ other.array[other.offset + i];
    }
    return difference == 0;
  }

  /** As lower-case hexadecimal digits. */
  public String toHex() {
    return HexFormat.of().formatHex(array, offset, offset + length);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(
        array, offset, offset + length, other.array, other.offset, other.offset + other.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that
        && Arrays.equals(
            array, offset, offset + length, that.array, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /** The length and the first few bytes: enough to tell two apart in a log. */
  @Override
  public String toString() {
    return length <= SHOWN ? toHex() : slice(0, SHOWN).toHex() + "…(" + length + ")";
  }
}
