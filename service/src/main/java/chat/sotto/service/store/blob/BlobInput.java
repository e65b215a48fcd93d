package chat.sotto.service.store.blob;

import chat.sotto.service.store.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes of which it is known how many they are. A failure, or an end that comes too early, is the
 * store's: {@link StoreUnavailableException}.
 */
final class BlobInput extends InputStream {
  private final InputStream in;
  private final Runnable abandon;
  private long missing;

  BlobInput(InputStream in, long length) {
    this(in, length, () -> {});
  }

  /**
   * Reads another.
   *
   * @param abandon before one that was not read to its end is closed
   */
  BlobInput(InputStream in, long length, Runnable abandon) {
    this.in = in;
    this.missing = length;
    this.abandon = abandon;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (missing == 0) {
      return -1;
    }
    int read;
    try {
      read = in.read(target, offset, (int) Math.min(length, missing));
    } catch (IOException | RuntimeException e) {
      throw new StoreUnavailableException("a blob cannot be read", e);
    }
    if (read < 0) {
      throw new StoreUnavailableException("a blob ends " + missing + " bytes too early");
    }
    missing -= read;
    return read;
  }

  @Override
  public void close() throws IOException {
    if (missing > 0) {
      abandon.run();
    }
    in.close();
  }
}
