package chat.sotto.benchmarks.attachments;

import chat.sotto.client.attachment.AttachmentCipher;
import chat.sotto.client.attachment.AttachmentKey;
import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ChatId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What a file costs besides its way over the network, whoever does it and however well it is
 * spread: the content's hash, the seal, the hash of what is sealed on both sides, the spool. The
 * least processor time for that, on one thread, in seconds.
 */
final class Floor {
  private final AttachmentCipher cipher =
      new AttachmentCipher(AttachmentKey.random(), ChatId.random(), AttachmentId.random());
  private final Path file;
  private final Path spool;
  private final Path target;

  Floor(Path work, Path file) {
    this.file = file;
    this.spool = work.resolve("floor.spool");
    this.target = work.resolve("floor.target");
  }

  /** Reads, hashes, seals, hashes, writes to disk; hashes again, as the server does. */
  double up() throws IOException {
    Files.deleteIfExists(spool);
    long begin = cpu();
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = cipher.sealing(twiceHashed(Files.newOutputStream(spool)))) {
      copy(in, new DigestOutputStream(out, sha256()));
    }
    sync(spool);
    return (cpu() - begin) / 1e9;
  }

  /** Writes what comes to disk, reads and opens it, hashes, writes to disk. After {@link #up}. */
  double down() throws IOException {
    Files.deleteIfExists(target);
    Path arrived = spool.resolveSibling("floor.arrived");
    Files.deleteIfExists(arrived);
    long begin = cpu();
    try (InputStream in = Files.newInputStream(spool);
        OutputStream out = Files.newOutputStream(arrived)) {
      copy(in, out);
    }
    try (InputStream in = Files.newInputStream(arrived);
        OutputStream out = Files.newOutputStream(target)) {
      copy(cipher.opening(in), new DigestOutputStream(out, sha256()));
    }
    sync(target);
    double took = (cpu() - begin) / 1e9;
    if (Files.mismatch(file, target) >= 0) {
      throw new IllegalStateException("what was opened is another file");
    }
    return took;
  }

  private static void sync(Path written) throws IOException {
    try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
      channel.force(false);
    }
  }

  private static OutputStream twiceHashed(OutputStream out) {
    return new DigestOutputStream(new DigestOutputStream(out, sha256()), sha256());
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[256 << 10];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
