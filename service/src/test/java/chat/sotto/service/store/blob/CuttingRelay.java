package chat.sotto.service.store.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes bytes on to a port of this machine, and cuts connections when too many have passed. */
final class CuttingRelay implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int target;
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile long upLimit = Long.MAX_VALUE;
  private volatile long downLimit = Long.MAX_VALUE;
  private volatile boolean dead;
  private volatile boolean deadAfterCut;
  private volatile Runnable onCut = () -> {};

  CuttingRelay(int target) throws IOException {
    this.target = target;
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** How many connections were cut. */
  int cuts() {
    return cuts.get();
  }

  /** Cuts each connection on which so many bytes have gone to the server. */
  void cutUploads(long bytes) {
    upLimit = bytes;
  }

  /** Cuts each connection on which so many bytes have come from the server. */
  void cutDownloads(long bytes) {
    downLimit = bytes;
  }

  /** From the first cut on, nothing is passed at all. */
  void dieAtCut() {
    deadAfterCut = true;
  }

  /** Is run at each cut, before the client sees it. */
  void atCut(Runnable action) {
    onCut = action;
  }

  void heal() {
    upLimit = Long.MAX_VALUE;
    downLimit = Long.MAX_VALUE;
    deadAfterCut = false;
    dead = false;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        if (dead) {
          client.close();
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        start(() -> pass(client, server, true));
        start(() -> pass(server, client, false));
      }
    } catch (IOException closed) {
      // As it should be at the end.
    }
  }

  private void pass(Socket from, Socket to, boolean up) {
    byte[] buffer = new byte[8192];
    long passed = 0;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        passed += read;
        if (dead || passed > (up ? upLimit : downLimit)) {
          dead |= deadAfterCut;
          onCut.run();
          cuts.incrementAndGet();
          return;
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException closed) {
      // By one of the two.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
