package chat.sotto.service.usecase.attachment;

import chat.sotto.service.store.StoreUnavailableException;
import chat.sotto.service.usecase.RefusedException;
import java.io.IOException;
import java.io.InputStream;

/**
 * An attachment's bytes on their way to somebody. Blocks. {@link #check} may be called by any
 * thread at any time, the rest is confined to one caller at a time.
 */
public final class Download implements AutoCloseable {
  private final long size;
  private final InputStream bytes;
  private final Runnable check;
  private long offset;

  Download(long size, long offset, InputStream bytes, Runnable check) {
    this.size = size;
    this.offset = offset;
    this.bytes = bytes;
    this.check = check;
  }

  /** The length of the whole attachment. */
  public long size() {
    return size;
  }

  /** Where the next stretch begins. */
  public long offset() {
    return offset;
  }

  /**
   * Reads the next stretch.
   *
   * @param target is filled, unless the end comes before
   * @return how many bytes there are; 0 at the end
   * @throws StoreUnavailableException if they cannot be read
   */
  public int read(byte[] target) {
    try {
      int wanted = (int) Math.min(target.length, size - offset);
      int read = bytes.readNBytes(target, 0, wanted);
      if (read < wanted) {
        throw new StoreUnavailableException("an attachment ends before its end");
      }
      offset += read;
      return read;
    } catch (IOException e) {
      throw new StoreUnavailableException("an attachment cannot be read now", e);
    }
  }

  /** CRC-32C of the first bytes of a stretch. */
  public static int checksum(byte[] data, int length) {
    return Checksum.of(data, length);
  }

  /**
   * Whether it may go on: its reader may still have it, and it is still there.
   *
   * @throws RefusedException if not
   */
  public void check() {
    check.run();
  }

  /** Lets the bytes go. */
  @Override
  public void close() {
    try {
      bytes.close();
    } catch (IOException e) {
      throw new StoreUnavailableException("an attachment cannot be closed", e);
    }
  }
}
