package chat.sotto.service.store.blob;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/** The bytes of a complete blob: chunks of any size, never changed, found by offset. */
final class ChunkList {
  private final ByteString[] chunks;

  /** Where each chunk begins; at the end, where the last one ends. */
  private final long[] starts;

  ChunkList(List<ByteString> chunks) {
    this.chunks = chunks.toArray(new ByteString[0]);
    this.starts = new long[this.chunks.length + 1];
    for (int i = 0; i < this.chunks.length; i++) {
      starts[i + 1] = starts[i] + this.chunks[i].size();
    }
  }

  long size() {
    return starts[chunks.length];
  }

  InputStream from(long offset) {
    Offsets.check(offset, size());
    int found = Arrays.binarySearch(starts, offset);
    int index = found >= 0 ? found : -found - 2;
    return new Reader(index, (int) (offset - starts[index]));
  }

  private final class Reader extends InputStream {
    private int index;
    private InputStream chunk = InputStream.nullInputStream();

    Reader(int index, int inside) {
      this.index = index;
      if (index < chunks.length) {
        chunk = chunks[index].substring(inside).newInput();
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      while (index < chunks.length) {
        int read = chunk.read(target, offset, length);
        if (read >= 0) {
          return read;
        }
        index++;
        chunk = index < chunks.length ? chunks[index].newInput() : chunk;
      }
      return length == 0 ? 0 : -1;
    }
  }
}
