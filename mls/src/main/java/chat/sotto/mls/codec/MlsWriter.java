package chat.sotto.mls.codec;

import chat.sotto.mls.error.MisuseException;
import java.util.Arrays;
import java.util.Optional;

/** Encodes values (RFC 9420 §2.1), lengths in the shortest form. */
public final class MlsWriter {
  /** The longest vector that a length can announce. */
  public static final int MAX_VECTOR = (1 << 30) - 1;

  private byte[] buffer;
  private int size;

  /** An empty writer of a usual size. */
  public MlsWriter() {
    this(128);
  }

  /** An empty writer for about so many bytes. */
  public MlsWriter(int expected) {
    buffer = new byte[Math.max(16, expected)];
  }

  /** How many bytes were written. */
  public int size() {
    return size;
  }

  /** What was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(buffer, size);
  }

  /** What was written. */
  public Bytes toBytes() {
    return Bytes.owning(toByteArray());
  }

  /** Overwrites what was written, where it was secret. */
  public void erase() {
    Arrays.fill(buffer, (byte) 0);
    size = 0;
  }

  /** An 8-bit number. */
  public MlsWriter writeUint8(int value) {
    reserve(1);
    buffer[size++] = (byte) value;
    return this;
  }

  /** A 16-bit number. */
  public MlsWriter writeUint16(int value) {
    return writeUint8(value >>> 8).writeUint8(value);
  }

  /** A 32-bit number. */
  public MlsWriter writeUint32(long value) {
    return writeUint16((int) (value >>> 16)).writeUint16((int) value);
  }

  /** A 64-bit number. */
  public MlsWriter writeUint64(long value) {
    return writeUint32(value >>> 32).writeUint32(value);
  }

  /** A length. */
  public MlsWriter writeLength(int length) {
    reserve(4);
    size += putLength(length, size);
    return this;
  }

  /** Bytes without a length. */
  public MlsWriter writeFixed(byte[] bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
    return this;
  }

  /** Bytes without a length. */
  public MlsWriter writeFixed(Bytes bytes) {
    reserve(bytes.length());
    bytes.copyTo(buffer, size);
    size += bytes.length();
    return this;
  }

  /** Bytes with their length. */
  public MlsWriter writeVector(byte[] bytes) {
    return writeLength(bytes.length).writeFixed(bytes);
  }

  /** Bytes with their length. */
  public MlsWriter writeVector(Bytes bytes) {
    return writeLength(bytes.length()).writeFixed(bytes);
  }

  /** A value. */
  public MlsWriter write(Encodable value) {
    value.writeTo(this);
    return this;
  }

  /** Values, with their length in bytes. */
  public MlsWriter writeList(Iterable<? extends Encodable> values) {
    int start = size;
    writeUint8(0);
    for (Encodable value : values) {
      value.writeTo(this);
    }
    return closeVector(start);
  }

  /** A value that may be absent. */
  public MlsWriter writeOptional(Optional<? extends Encodable> value) {
    writeUint8(value.isPresent() ? 1 : 0);
    value.ifPresent(v -> v.writeTo(this));
    return this;
  }

  /** Puts the length before what was written since, which a byte was left for. */
  private MlsWriter closeVector(int start) {
    int length = size - start - 1;
    int header = headerSize(length);
    if (header > 1) {
      reserve(header - 1);
      System.arraycopy(buffer, start + 1, buffer, start + header, length);
      size += header - 1;
    }
    putLength(length, start);
    return this;
  }

  private int putLength(int length, int at) {
    int header = headerSize(length);
    switch (header) {
      case 1 -> buffer[at] = (byte) length;
      case 2 -> {
        buffer[at] = (byte) (0x40 | length >>> 8);
        buffer[at + 1] = (byte) length;
      }
      default -> {
        buffer[at] = (byte) (0x80 | length >>> 24);
        buffer[at + 1] = (byte) (length >>> 16);
        buffer[at + 2] = (byte) (length >>> 8);
        buffer[at + 3] = (byte) length;
      }
    }
    return header;
  }

  private static int headerSize(int length) {
    if (length < 0 || length > MAX_VECTOR) {
      throw new MisuseException("vector of " + length + " bytes; the format ends at 2^30");
    }
    if (length < 1 << 6) {
      return 1;
    }
    return length < 1 << 14 ? 2 : 4;
  }

  private void reserve(int count) {
    if (count > buffer.length - size) {
      byte[] old = buffer;
      buffer = Arrays.copyOf(old, Math.max(old.length + count, old.length * 2));
      // What was outgrown may have held a secret.
      Arrays.fill(old, (byte) 0);
    }
  }
}
