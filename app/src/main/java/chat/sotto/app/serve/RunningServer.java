package chat.sotto.app.serve;

import chat.sotto.client.model.Failure;
import chat.sotto.client.model.SottoException;
import chat.sotto.service.PortUnusableException;
import chat.sotto.service.ServerConfig;
import chat.sotto.service.SottoServer;
import chat.sotto.service.Telemetry;
import chat.sotto.service.pki.PkiException;
import chat.sotto.service.pki.PrivateFiles;
import chat.sotto.service.store.StoreTooNewException;
import com.google.common.base.Throwables;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A server and its hold on the data directory and on the store's file, which may lie elsewhere: a
 * second one there would write to the same log.
 *
 * @param server what runs
 * @param locks open as long as it runs; none where nothing is on disk
 */
record RunningServer(SottoServer server, List<FileChannel> locks) implements AutoCloseable {
  private static final String LOCK_FILE = "lock";

  /** Beside the store's file: SQLite has locks of its own on the file, which must be left alone. */
  private static final String STORE_LOCK = ".lock";

  /**
   * Starts one.
   *
   * @param telemetry where events and counts go; closed with the server
   * @throws SottoException when it cannot start, saying what to change
   */
  static RunningServer start(ServerConfig config, Telemetry telemetry) {
    List<FileChannel> locks = new ArrayList<>();
    try {
      config.dataDir().ifPresent(data -> locks.add(lockData(data)));
      config.storeFile().ifPresent(file -> locks.add(lockStore(file)));
      return new RunningServer(SottoServer.start(config, telemetry), List.copyOf(locks));
    } catch (SottoException e) {
      locks.forEach(RunningServer::closeQuietly);
      throw e;
    } catch (IOException | RuntimeException e) {
      locks.forEach(RunningServer::closeQuietly);
      throw explained(e);
    }
  }

  private static FileChannel lockData(Path data) {
    try {
      PrivateFiles.openFolder(data);
      return lock(data.resolve(LOCK_FILE))
          .orElseThrow(
              () ->
                  failed("DATA_IN_USE", "another server runs on " + data)
                      .hint("end it first, or choose another directory with --data"));
    } catch (PkiException e) {
      throw failed("DATA_UNUSABLE", reason(e)).cause(e);
    } catch (IOException e) {
      throw failed("DATA_UNUSABLE", "cannot use " + data + " as data directory: " + reason(e))
          .hint("choose another with --data")
          .cause(e);
    }
  }

  private static FileChannel lockStore(Path file) {
    try {
      return lock(Path.of(real(file) + STORE_LOCK))
          .orElseThrow(
              () ->
                  failed("DATA_IN_USE", "another server uses the database " + file)
                      .hint("end it first, or choose another with --store"));
    } catch (IOException e) {
      throw failed("DATA_UNUSABLE", "cannot use " + file + " as database: " + reason(e))
          .hint("choose another with --store")
          .cause(e);
    }
  }

  /** By one name, whatever links lead there. */
  private static Path real(Path file) throws IOException {
    Path path = file.toAbsolutePath();
    Path folder = path.getParent();
    return Files.exists(path) || folder == null
        ? path.toRealPath()
        : folder.toRealPath().resolve(path.getFileName());
  }

  /** Empty if somebody has it. */
  private static Optional<FileChannel> lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(channel);
      }
    } catch (OverlappingFileLockException e) {
      // Held by this process: the same answer.
    } catch (IOException e) {
      closeQuietly(channel);
      throw e;
    }
    closeQuietly(channel);
    return Optional.empty();
  }

  private static SottoException explained(Exception e) {
    if (e instanceof PortUnusableException unusable) {
      return unusable(unusable);
    }
    if (e instanceof PkiException) {
      return failed("AUTHORITY_UNUSABLE", reason(e)).cause(e);
    }
    if (e instanceof StoreTooNewException) {
      return failed(
              "DATA_TOO_NEW",
              "a newer version of sotto has used this data: " + reason(e) + "; nothing was changed")
          .hint("update sotto on this machine, or restore a backup from before the newer version")
          .cause(e);
    }
    if (e instanceof IllegalArgumentException) {
      return SottoException.named("INVALID_FIELD", Failure.USAGE, reason(e)).cause(e);
    }
    return failed("SERVER_FAILED", "the server cannot start: " + reason(e)).cause(e);
  }

  private static SottoException unusable(PortUnusableException e) {
    String option =
        switch (e.listener()) {
          case PortUnusableException.CHAT -> "--port";
          case PortUnusableException.ENROLLMENT -> "--enroll-port";
          default -> "--metrics-port";
        };
    return e.isInUse()
        ? failed("PORT_IN_USE", reasonOf(e))
            .hint("choose another with " + option + "; 0 takes a free one")
            .cause(e)
        : failed("PORT_UNUSABLE", reasonOf(e))
            .hint("choose another port with " + option + ", or another address with --bind")
            .cause(e);
  }

  private static String reasonOf(Exception e) {
    return String.valueOf(e.getMessage());
  }

  private static String reason(Exception e) {
    return String.valueOf(Throwables.getRootCause(e).getMessage());
  }

  private static SottoException failed(String reason, String message) {
    return SottoException.named(reason, Failure.FAILED, message);
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock goes with the process at the latest.
    }
  }

  @Override
  public void close() {
    server.close();
    locks.forEach(RunningServer::closeQuietly);
  }
}
