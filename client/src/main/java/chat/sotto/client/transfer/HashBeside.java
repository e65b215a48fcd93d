package chat.sotto.client.transfer;

import chat.sotto.client.primitives.Digests;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;

/**
 * SHA-256 of what passes, computed on another thread, while the one that reads goes on to seal or
 * to write the same bytes: hashing takes as long as all the rest. It lends the buffers, so that
 * nothing is copied: few of them, so that memory stays bounded when hashing is slower.
 *
 * <p>One thread: {@link #buffer} to read into, {@link #take} for what was read, then whatever else
 * only reads it, and again; {@link #finish} at the end.
 */
final class HashBeside implements AutoCloseable {
  private static final int LENGTH = 256 << 10;
  private static final int BUFFERS = 4;

  /** A buffer, and how many of its bytes count; none for the end. */
  private static final class Part {
    final byte[] bytes;
    final int length;

    Part(byte[] bytes, int length) {
      this.bytes = bytes;
      this.length = length;
    }
  }

  private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<Part> read = new ArrayBlockingQueue<>(BUFFERS + 1);

  private final Companion<String> work;

  private HashBeside(Executor threads) {
    for (int i = 0; i < BUFFERS; i++) {
      free.add(new byte[LENGTH]);
    }
    this.work = Companion.start(threads, this::hash);
  }

  /** Begins, on one of these threads. */
  static HashBeside on(Executor threads) {
    return new HashBeside(threads);
  }

  /** One to read into, which is not hashed any more. The one before is done with. */
  byte[] buffer() throws InterruptedException {
    return free.take();
  }

  /** So many bytes of the buffer count. They must not change until there is another buffer. */
  void take(byte[] buffer, int length) throws InterruptedException {
    if (length > 0) {
      read.put(new Part(buffer, length));
    } else {
      free.put(buffer);
    }
  }

  /** What all of it comes to, in hexadecimal. */
  String finish() throws InterruptedException {
    read.put(new Part(new byte[0], 0));
    return work.result();
  }

  private String hash() throws InterruptedException {
    MessageDigest digest = Digests.newSha256();
    for (Part part = read.take(); part.length > 0; part = read.take()) {
      digest.update(part.bytes, 0, part.length);
      free.put(part.bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() {
    work.close();
  }
}
