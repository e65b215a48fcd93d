package chat.sotto.client.agent;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.profile.ProfileDirectory;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where the agent of a profile listens: {@code PROFILE/agent.sock}. The system allows {@value
 * #MAX_PATH} bytes for the path of a socket; a profile that lies deeper has its socket in a
 * temporary directory of mode 0700, and {@code PROFILE/agent.sock.path} says where.
 */
final class AgentSocket {
  private static final int MAX_PATH = 107;
  private static final int MAX_POINTER = 4096;

  private AgentSocket() {}

  /**
   * Listens, in place of what an agent that is gone has left. The caller holds the profile's lock,
   * so there is no other agent.
   */
  static ServerSocketChannel bind(ProfileDirectory directory) {
    try {
      remove(directory);
      Path socket = directory.agentSocket();
      if (tooLong(socket)) {
        socket = Files.createTempDirectory("sotto-").resolve("agent.sock");
        Files.writeString(pointer(directory), socket.toString());
      }
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        server.bind(UnixDomainSocketAddress.of(socket));
        // The directory keeps others out already; this is for those who look at the file.
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        return server;
      } catch (IOException | RuntimeException e) {
        server.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      throw new SottoException(
              Reason.LOCAL_FILE,
              "cannot listen on " + directory.agentSocket() + ": " + e.getMessage())
          .hint("choose a directory on a file system that has sockets, with --profile")
          .cause(e);
    }
  }

  /** Connects to the agent; empty when there is none. */
  static Optional<SocketChannel> connect(ProfileDirectory directory) {
    Optional<Path> socket = find(directory);
    if (socket.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(SocketChannel.open(UnixDomainSocketAddress.of(socket.get())));
    } catch (IOException e) {
      // Left by an agent that was killed.
      return Optional.empty();
    }
  }

  /** Takes the socket's files away. */
  static void remove(ProfileDirectory directory) throws IOException {
    Files.deleteIfExists(directory.agentSocket());
    Optional<Path> elsewhere = pointedTo(directory);
    if (elsewhere.isPresent()) {
      Files.deleteIfExists(elsewhere.get());
      Path parent = elsewhere.get().getParent();
      if (parent != null) {
        Files.deleteIfExists(parent);
      }
      Files.deleteIfExists(pointer(directory));
    }
  }

  private static Optional<Path> find(ProfileDirectory directory) {
    if (Files.exists(directory.agentSocket())) {
      return Optional.of(directory.agentSocket());
    }
    return pointedTo(directory);
  }

  private static Optional<Path> pointedTo(ProfileDirectory directory) {
    Path pointer = pointer(directory);
    try {
      if (!Files.exists(pointer) || Files.size(pointer) > MAX_POINTER) {
        return Optional.empty();
      }
      Path socket = Path.of(Files.readString(pointer));
      return socket.endsWith("agent.sock") && Files.exists(socket)
          ? Optional.of(socket)
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Path pointer(ProfileDirectory directory) {
    return directory.agentSocket().resolveSibling("agent.sock.path");
  }

  private static boolean tooLong(Path socket) {
    return socket.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH;
  }
}
