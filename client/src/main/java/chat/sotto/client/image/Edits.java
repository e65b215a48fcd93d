package chat.sotto.client.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A copy of a file as a list: ranges of the original that stay, and a few bytes written anew. */
final class Edits {
  /** The most parts, so that a file of tiny ones does not take memory. */
  static final int MAX_PARTS = 1 << 16;

  private final List<Part> parts;
  private final long size;

  /**
   * A range of the original, or bytes in its place.
   *
   * @param at where it begins in the copy
   * @param from where it begins in the original; of no meaning for bytes written anew
   * @param written null for a range
   */
  record Part(long at, long from, long length, @Nullable ByteBuffer written) {
    long end() {
      return at + length;
    }
  }

  private Edits(List<Part> parts, long size) {
    this.parts = List.copyOf(parts);
    this.size = size;
  }

  /** The length of the copy. */
  long size() {
    return size;
  }

  /** Whether the copy is the whole original, which is so long. */
  boolean isWhole(long length) {
    return parts.size() == 1 && parts.get(0).written() == null && size == length;
  }

  /** The part in which a place of the copy lies, which is before its end. */
  Part at(long place) {
    int low = 0;
    int high = parts.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (parts.get(middle).at() <= place) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return parts.get(low);
  }

  /** Puts a copy together from its start. */
  static final class Builder {
    private final List<Part> parts = new ArrayList<>();
    private long size;

    /** A range of the original, up to {@code to} without it. */
    void keep(long from, long to) throws NotUnderstoodException {
      if (to <= from) {
        return;
      }
      int last = parts.size() - 1;
      if (last >= 0
          && parts.get(last).written() == null
          && parts.get(last).from() + parts.get(last).length() == from) {
        Part joined = parts.get(last);
        parts.set(last, new Part(joined.at(), joined.from(), joined.length() + to - from, null));
        size += to - from;
      } else {
        add(new Part(size, from, to - from, null));
      }
    }

    /** Bytes that are not in the original, or not there. */
    void write(byte[] bytes) throws NotUnderstoodException {
      if (bytes.length > 0) {
        add(new Part(size, 0, bytes.length, ByteBuffer.wrap(bytes)));
      }
    }

    /** Bytes in place of a range of the original, which stays if it has the same. */
    void replace(Source original, long from, long to, byte[] bytes)
        throws IOException, NotUnderstoodException {
      if (to - from == bytes.length && Arrays.equals(original.bytes(from, bytes.length), bytes)) {
        keep(from, to);
      } else {
        write(bytes);
      }
    }

    /** Everything of another copy of the same original. */
    void append(Edits other) throws NotUnderstoodException {
      for (Part part : other.parts) {
        ByteBuffer written = part.written();
        if (written == null) {
          keep(part.from(), part.from() + part.length());
        } else {
          add(new Part(size, 0, part.length(), written));
        }
      }
    }

    long size() {
      return size;
    }

    Edits build() {
      return new Edits(parts, size);
    }

    private void add(Part part) throws NotUnderstoodException {
      if (parts.size() == MAX_PARTS) {
        throw new NotUnderstoodException("it has too many parts");
      }
      parts.add(part);
      size += part.length();
    }
  }
}
