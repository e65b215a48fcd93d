package chat.sotto.mls.codec;

import chat.sotto.mls.error.MalformedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a peer encoded (RFC 9420 §2.1). Each length is checked against the bytes that are
 * there before anything is made of it, so that no claim of a peer allocates more than the peer
 * sent. Vectors come out as views.
 */
public final class MlsReader {
  private final Bytes input;
  private final int end;
  private int position;

  /** Reads all of these bytes. */
  public MlsReader(Bytes input) {
    this(input, 0, input.length());
  }

  private MlsReader(Bytes input, int position, int end) {
    this.input = input;
    this.position = position;
    this.end = end;
  }

  /** How many bytes are left. */
  public int remaining() {
    return end - position;
  }

  /** Where the reader stands; for {@link #since}. */
  public int position() {
    return position;
  }

  /** The bytes between an earlier position and this one: the encoding of what was read between. */
  public Bytes since(int start) {
    return input.slice(start, position - start);
  }

  /** All that is left. */
  public Bytes readRest() {
    return readFixed(remaining());
  }

  /** Refuses anything that is left over. */
  public void finish() {
    if (position != end) {
      throw new MalformedException(remaining() + " bytes too many");
    }
  }

  /** An 8-bit number. */
  public int readUint8() {
    need(1);
    return input.at(position++);
  }

  /** A 16-bit number. */
  public int readUint16() {
    need(2);
    return readUint8() << 8 | readUint8();
  }

  /** A 32-bit number. */
  public long readUint32() {
    need(4);
    return (long) readUint16() << 16 | readUint16();
  }

  /** A 64-bit number; those of 2^63 and above come out negative. */
  public long readUint64() {
    need(8);
    return readUint32() << 32 | readUint32();
  }

  /** A length of one, two or four bytes, in the shortest form (RFC 9420 §2.1.2). */
  public int readLength() {
    int first = readUint8();
    int prefix = first >> 6;
    if (prefix == 3) {
      throw new MalformedException("length with the reserved prefix");
    }
    int extra = (1 << prefix) - 1;
    need(extra);
    int value = first & 0x3f;
    for (int i = 0; i < extra; i++) {
      value = value << 8 | readUint8();
    }
    if ((prefix == 1 && value < 1 << 6) || (prefix == 2 && value < 1 << 14)) {
      throw new MalformedException("length not in its shortest form");
    }
    return value;
  }

  /** A view of the next bytes, as many as the structure has by definition. */
  public Bytes readFixed(int count) {
    need(count);
    Bytes view = input.slice(position, count);
    position += count;
    return view;
  }

  /** A view of a vector of bytes. */
  public Bytes readVector() {
    return readFixed(readLength());
  }

  /** A vector of bytes that has to be of one length. */
  public Bytes readVector(int length, String what) {
    Bytes vector = readVector();
    if (vector.length() != length) {
      throw new MalformedException(what + " of " + vector.length() + " bytes");
    }
    return vector;
  }

  /** A vector of values, unmodifiable. */
  public <T> List<T> readList(Decoder<T> element) {
    int length = readLength();
    need(length);
    MlsReader elements = new MlsReader(input, position, position + length);
    position += length;
    List<T> list = new ArrayList<>();
    while (elements.remaining() > 0) {
      list.add(element.read(elements));
    }
    return Collections.unmodifiableList(list);
  }

  /** A value that may be absent: a byte 0, or a byte 1 and the value (RFC 9420 §2.1.1). */
  public <T> Optional<T> readOptional(Decoder<T> value) {
    return switch (readUint8()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(value.read(this));
      default -> throw new MalformedException("optional that is neither absent nor present");
    };
  }

  private void need(int count) {
    if (count > remaining()) {
      throw new MalformedException("ends " + (count - remaining()) + " bytes too early");
    }
  }
}
