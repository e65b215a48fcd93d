package chat.sotto.service.grpc.attachment;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Three arrays, one after the other, in the form that gRPC copies once. */
final class PartInputStream extends InputStream implements Drainable, KnownLength {
  private final byte[][] arrays;
  private final int[] lengths;
  private int index;
  private int inside;

  PartInputStream(byte[] head, byte[] data, int length, byte[] tail) {
    arrays = new byte[][] {head, data, tail};
    lengths = new int[] {head.length, length, tail.length};
  }

  @Override
  public int drainTo(OutputStream target) throws IOException {
    int drained = available();
    while (index < arrays.length) {
      target.write(arrays[index], inside, lengths[index] - inside);
      index++;
      inside = 0;
    }
    return drained;
  }

  @Override
  public int available() {
    int left = -inside;
    for (int i = index; i < arrays.length; i++) {
      left += lengths[i];
    }
    return left;
  }

  @Override
  public int read() {
    return findByte() ? arrays[index][inside++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int start, int length) {
    if (length == 0) {
      return 0;
    }
    if (!findByte()) {
      return -1;
    }
    int count = Math.min(length, lengths[index] - inside);
    System.arraycopy(arrays[index], inside, target, start, count);
    inside += count;
    return count;
  }

  private boolean findByte() {
    while (index < arrays.length && inside == lengths[index]) {
      index++;
      inside = 0;
    }
    return index < arrays.length;
  }
}
