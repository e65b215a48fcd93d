package chat.sotto.client.spool;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.io.Closeable;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that one thread writes, from where it ends, while others read what is there and wait for
 * what is to come. Plain files are used, not channels: those close when a thread is interrupted,
 * for the others too.
 */
public final class GrowingFile implements Closeable {
  private final File file;
  private @Nullable FileOutputStream out;
  private long length;
  private boolean finished;
  private @Nullable SottoException failure;

  private GrowingFile(File file, long length, boolean finished) {
    this.file = file;
    this.length = length;
    this.finished = finished;
  }

  /** A file that grows from the length that it has. */
  static GrowingFile growing(File file) throws IOException {
    GrowingFile growing = new GrowingFile(file, file.length(), false);
    growing.out = new FileOutputStream(file, true);
    return growing;
  }

  /** A file that is complete. */
  static GrowingFile finished(File file) {
    return new GrowingFile(file, file.length(), true);
  }

  /** How many bytes are there. */
  public synchronized long length() {
    return length;
  }

  /** Adds bytes at the end; readers see them at once. One thread. */
  public void append(byte[] bytes, int offset, int count) throws SpoolException {
    FileOutputStream target;
    synchronized (this) {
      target = out;
      if (failure != null) {
        throw new SpoolException(failure);
      }
    }
    if (target == null) {
      throw new IllegalStateException("this file does not grow any more");
    }
    try {
      target.write(bytes, offset, count);
    } catch (IOException e) {
      throw broken("cannot be written", e);
    }
    synchronized (this) {
      length += count;
      notifyAll();
    }
  }

  /** {@link #append} as a stream; closing it does nothing. */
  public OutputStream appending() {
    return new OutputStream() {
      @Override
      public void write(int single) throws IOException {
        append(new byte[] {(byte) single}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int count) throws IOException {
        append(bytes, offset, count);
      }
    };
  }

  /** What is there is on disk when this returns; more may come meanwhile. Any thread. */
  public void sync() throws SpoolException {
    FileOutputStream target;
    synchronized (this) {
      target = out;
    }
    if (target != null) {
      try {
        target.getFD().sync();
      } catch (IOException e) {
        throw broken("cannot be written", e);
      }
    }
  }

  /** Nothing more comes; what was not {@link #sync}ed may still be lost with the power. */
  public void end() throws SpoolException {
    FileOutputStream target;
    synchronized (this) {
      target = out;
      out = null;
    }
    if (target != null) {
      try {
        target.close();
      } catch (IOException e) {
        throw broken("cannot be written", e);
      }
    }
    synchronized (this) {
      finished = true;
      notifyAll();
    }
  }

  /** Nothing more comes, for this reason: writer and readers meet it. The first one holds. */
  public synchronized void fail(SottoException cause) {
    if (failure == null) {
      failure = cause;
      notifyAll();
    }
  }

  /** Why nothing more comes, if something keeps it from that. */
  public synchronized Optional<SottoException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Reads from a place on; at the end it waits for more, or until there is no more. */
  public InputStream read(long from) throws SpoolException {
    try {
      RandomAccessFile in = new RandomAccessFile(file, "r");
      try {
        in.seek(from);
      } catch (IOException e) {
        in.close();
        throw e;
      }
      return new Reader(in, from);
    } catch (IOException e) {
      throw broken("cannot be read", e);
    }
  }

  private SpoolException broken(String what, IOException cause) {
    SottoException local =
        new SottoException(Reason.LOCAL_FILE, file + " " + what + ": " + cause.getMessage())
            .hint("check that the disk is not full and that the files belong to you")
            .cause(cause);
    fail(local);
    return new SpoolException(local);
  }

  /** How many bytes may be read at a place, after waiting for the first; -1 for none any more. */
  private synchronized int await(long position, int wanted)
      throws SpoolException, InterruptedIOException {
    while (length <= position && !finished && failure == null) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for " + file.getName());
      }
    }
    if (failure != null) {
      throw new SpoolException(failure);
    }
    return length <= position ? -1 : (int) Math.min(wanted, length - position);
  }

  /** Lets go of the file. Readers that wait meet the end as a failure, unless it was finished. */
  @Override
  public void close() {
    FileOutputStream target;
    synchronized (this) {
      target = out;
      out = null;
      if (!finished) {
        fail(new SottoException(Reason.SERVER_UNREACHABLE, "the transfer was ended"));
      }
    }
    if (target != null) {
      try {
        target.close();
      } catch (IOException ignored) {
        // What was not finished is read again, and checked.
      }
    }
  }

  /** One reader. */
  private final class Reader extends InputStream {
    private final RandomAccessFile in;
    private long position;

    Reader(RandomAccessFile in, long position) {
      this.in = in;
      this.position = position;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      if (count == 0) {
        return 0;
      }
      int there = await(position, count);
      if (there < 0) {
        return -1;
      }
      int read;
      try {
        read = in.read(bytes, offset, there);
      } catch (IOException e) {
        throw broken("cannot be read", e);
      }
      if (read < 0) {
        throw broken("cannot be read", new IOException("it has become shorter"));
      }
      position += read;
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
