package chat.sotto.app.serve;

import chat.sotto.client.model.Failure;
import chat.sotto.client.model.SottoException;
import chat.sotto.service.ServerConfig;
import chat.sotto.service.SottoServer;
import chat.sotto.service.Telemetry;
import chat.sotto.service.pki.PkiException;
import chat.sotto.service.pki.PrivateFiles;
import chat.sotto.service.store.StoreTooNewException;
import com.google.common.base.Throwables;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server and its hold on the data directory: a second one there would write to the same log.
 *
 * @param server what runs
 * @param lock open as long as it runs; null where nothing is on disk
 */
record RunningServer(SottoServer server, @Nullable FileChannel lock) implements AutoCloseable {
  private static final String LOCK_FILE = "lock";

  /**
   * Starts one.
   *
   * @param telemetry where events and counts go; closed with the server
   * @throws SottoException when it cannot start, saying what to change
   */
  static RunningServer start(ServerConfig config, Telemetry telemetry) {
    Optional<Path> data = config.dataDir();
    FileChannel lock = data.isPresent() ? lock(data.get()) : null;
    try {
      return new RunningServer(SottoServer.start(config, telemetry), lock);
    } catch (IOException | RuntimeException e) {
      closeQuietly(lock);
      throw explained(config, e);
    }
  }

  private static FileChannel lock(Path data) {
    FileChannel channel = null;
    try {
      PrivateFiles.openFolder(data);
      channel =
          FileChannel.open(
              data.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Held by this process: the same answer.
    } catch (PkiException e) {
      throw failed("DATA_UNUSABLE", reason(e)).cause(e);
    } catch (IOException e) {
      throw failed("DATA_UNUSABLE", "cannot use " + data + " as data directory: " + reason(e))
          .hint("choose another with --data")
          .cause(e);
    }
    closeQuietly(channel);
    throw failed("DATA_IN_USE", "another server runs on " + data)
        .hint("end it first, or choose another directory with --data");
  }

  private static SottoException explained(ServerConfig config, Exception e) {
    if (isAddressInUse(e)) {
      String ports =
          Stream.concat(Stream.of(config.chat()), config.enrollment().stream())
              .map(ServerConfig.Ports::listen)
              .filter(port -> port != 0)
              .map(String::valueOf)
              .collect(Collectors.joining(" or "));
      return failed("PORT_IN_USE", "another program listens on port " + ports)
          .hint("choose others with --port and --enroll-port; 0 takes a free one")
          .cause(e);
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

  private static boolean isAddressInUse(Exception e) {
    return Throwables.getCausalChain(e).stream()
        .anyMatch(
            cause ->
                cause instanceof BindException
                    || String.valueOf(cause.getMessage()).contains("Address already in use"));
  }

  private static String reason(Exception e) {
    return String.valueOf(Throwables.getRootCause(e).getMessage());
  }

  private static SottoException failed(String reason, String message) {
    return SottoException.named(reason, Failure.FAILED, message);
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // The lock goes with the process at the latest.
      }
    }
  }

  @Override
  public void close() {
    server.close();
    closeQuietly(lock);
  }
}
