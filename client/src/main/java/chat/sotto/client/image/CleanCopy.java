package chat.sotto.client.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An image without what it says of place, time, camera and author, and with the same pixels, byte
 * for byte. It is not a file of its own: the original is read anew each time, with parts left out.
 * Takes some kilobytes of memory, whatever the size.
 */
public final class CleanCopy {
  private final Path file;
  private final Stamp stamp;
  private final Edits edits;

  /** What tells that a file is still the same, without reading it. */
  record Stamp(long size, FileTime modified, @Nullable Object key) {
    static Stamp of(Path file) throws IOException {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(found.size(), found.lastModifiedTime(), found.fileKey());
    }
  }

  CleanCopy(Path file, Stamp stamp, Edits edits) {
    this.file = file;
    this.stamp = stamp;
    this.edits = edits;
  }

  /** How many bytes {@link #open} gives. */
  public long size() {
    return edits.size();
  }

  /** Whether there was nothing to take out, so that this is the file as it is. */
  public boolean isOriginal() {
    return edits.isWhole(stamp.size());
  }

  /**
   * The bytes from the first on. It gives {@link #size} of them or fails, and reports the end only
   * after the file was found unchanged; so use nothing of it before the end was seen.
   *
   * @throws FileChangedException if the file is not as it was looked at; the stream throws it too
   * @throws IOException if it can't be read
   */
  public InputStream open() throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      requireUnchanged();
      return new Bytes(channel, new EditedBytes(Source.of(channel), edits));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The file that it is made of. */
  Path file() {
    return file;
  }

  void requireUnchanged() throws IOException {
    if (!Stamp.of(file).equals(stamp)) {
      throw new FileChangedException();
    }
  }

  /** Its length alone. */
  @Override
  public String toString() {
    return "CleanCopy[" + size() + " bytes]";
  }

  private final class Bytes extends InputStream {
    private final FileChannel channel;
    private final EditedBytes bytes;
    private long place;

    Bytes(FileChannel channel, EditedBytes bytes) {
      this.channel = channel;
      this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
      Objects.checkFromIndexSize(offset, count, into.length);
      if (count == 0) {
        return 0;
      }
      int read = bytes.read(place, into, offset, count);
      if (read < 0) {
        requireUnchanged();
        return -1;
      }
      place += read;
      return read;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
