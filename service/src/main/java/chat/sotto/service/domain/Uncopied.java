package chat.sotto.service.domain;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads bytes where they lie. A checksum or a hash of a read-only buffer would have Java copy them,
 * 4 KiB at a time.
 */
public final class Uncopied extends ByteOutput {
  private final Reader reader;

  /** What looks at the bytes, and changes and keeps none of them. */
  @FunctionalInterface
  public interface Reader {
    /** Looks at so many of them, from an offset on. */
    void read(byte[] bytes, int offset, int length);
  }

  private Uncopied(Reader reader) {
    this.reader = reader;
  }

  /** Shows all of it, in order. */
  public static void read(ByteString data, Reader reader) {
    try {
      UnsafeByteOperations.unsafeWriteTo(data, new Uncopied(reader));
    } catch (IOException e) {
      throw new IllegalStateException("nothing is written anywhere", e);
    }
  }

  @Override
  public void write(byte value) {
    reader.read(new byte[] {value}, 0, 1);
  }

  @Override
  public void write(byte[] value, int offset, int length) {
    reader.read(value, offset, length);
  }

  @Override
  public void writeLazy(byte[] value, int offset, int length) {
    reader.read(value, offset, length);
  }

  /** Not on the heap: here a copy is due. */
  @Override
  public void write(ByteBuffer value) {
    byte[] copy = new byte[value.remaining()];
    value.get(copy);
    reader.read(copy, 0, copy.length);
  }

  @Override
  public void writeLazy(ByteBuffer value) {
    write(value);
  }
}
