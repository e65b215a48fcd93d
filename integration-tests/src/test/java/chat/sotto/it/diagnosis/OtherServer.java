package chat.sotto.it.diagnosis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What may listen at an address other than a sotto server. */
final class OtherServer implements AutoCloseable {
  private final ServerSocket server;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  private OtherServer(ServerSocket server) {
    this.server = server;
  }

  private static OtherServer listening(int backlog) throws IOException {
    return new OtherServer(new ServerSocket(0, backlog, InetAddress.getLoopbackAddress()));
  }

  /** One whose system no longer answers who wants to connect. */
  static OtherServer swallowing() throws IOException {
    OtherServer other = listening(1);
    for (int i = 0; i < 16; i++) {
      Socket socket = new Socket();
      other.open.add(socket);
      try {
        socket.connect(other.server.getLocalSocketAddress(), 300);
      } catch (SocketTimeoutException e) {
        return other;
      }
    }
    throw new AssertionError("this system takes any number of connections");
  }

  /** One that takes connections and says nothing. */
  static OtherServer silent() throws IOException {
    return listening(50);
  }

  /** One that says so much, and hangs up. */
  static OtherServer saying(String words) throws IOException {
    OtherServer other = listening(50);
    other.serve(
        socket -> {
          try (socket) {
            byte[] greeted = new byte[16];
            if (socket.getInputStream().read(greeted) > 0) {
              socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
              socket.shutdownOutput();
              socket.getInputStream().readAllBytes();
            }
          }
        });
    return other;
  }

  /** One that begins a TLS record and sends it byte by byte, for ever. */
  static OtherServer dripping() throws IOException {
    OtherServer other = listening(50);
    other.serve(
        socket -> {
          socket.getOutputStream().write(new byte[] {22, 3, 3, 60, 0});
          var unused =
              other.timer.scheduleAtFixedRate(() -> drip(socket), 100, 100, TimeUnit.MILLISECONDS);
        });
    return other;
  }

  private static void drip(Socket socket) {
    try {
      socket.getOutputStream().write(2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Serving serving) {
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try {
                  Socket socket = server.accept();
                  open.add(socket);
                  serving.serve(socket);
                } catch (IOException e) {
                  // Closed, or the other side has had enough.
                }
              }
            },
            "other-server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    timer.shutdownNow();
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** What is done with a connection. */
  @FunctionalInterface
  private interface Serving {
    void serve(Socket socket) throws IOException;
  }
}
