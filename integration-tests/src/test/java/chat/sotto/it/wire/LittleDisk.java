package chat.sotto.it.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A file system of a few MiB that can be filled to the last byte. */
public final class LittleDisk implements AutoCloseable {
  private static final int CHUNK = 4096;

  private final Path folder;
  private final Path ballast;

  private LittleDisk(Path folder) {
    this.folder = folder;
    this.ballast = folder.resolve("ballast");
  }

  /** Mounts one; empty where this process may not. */
  public static Optional<LittleDisk> mount(Path folder, int mebibytes) throws IOException {
    Files.createDirectories(folder);
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString());
    return mounted ? Optional.of(new LittleDisk(folder)) : Optional.empty();
  }

  /** Where it is mounted. */
  public Path folder() {
    return folder;
  }

  /** Leaves no room. */
  public void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(ballast)) {
      byte[] chunk = new byte[CHUNK];
      while (true) {
        out.write(chunk);
      }
    } catch (IOException full) {
      if (!Files.exists(ballast)) {
        throw full;
      }
    }
  }

  /** Leaves room again. */
  public void free() throws IOException {
    Files.delete(ballast);
  }

  @Override
  public void close() throws IOException {
    run("umount", "-l", folder.toString());
  }

  private static boolean run(String... command) throws IOException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
