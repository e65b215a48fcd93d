package chat.sotto.it.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Passes bytes on between clients and a server, and breaks connections at random bytes. */
final class CuttingProxy implements AutoCloseable {
  /** After a break the other direction ends by itself, or is ended. */
  private static final int LINGER_MS = 200;

  /**
   * After each piece while connections break. What a server has not looked at when a connection
   * ends is lost with it; a network is slower than that, and so is this.
   */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final ServerSocket listening;
  private final Random random;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cutsLeft = new AtomicInteger();
  private volatile int farthest;
  private volatile int target;
  private volatile boolean slow;

  CuttingProxy(long seed) {
    this.random = new Random(seed);
    try {
      this.listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Where the server is. */
  void forwardTo(int port) {
    target = port;
  }

  /** The next connections break, each after 1 to so many bytes, in whichever direction. */
  void cut(int times, int farthestByte) {
    farthest = farthestByte;
    slow = true;
    cutsLeft.set(times);
    // What is open was promised to last.
    open.forEach(CuttingProxy::close);
  }

  /** How many connections have yet to break. */
  int cutsLeft() {
    return Math.max(0, cutsLeft.get());
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      open.add(client);
      open.add(server);
      AtomicLong left = new AtomicLong(Long.MAX_VALUE);
      if (cutsLeft.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        synchronized (random) {
          left.set(1 + random.nextInt(farthest));
        }
      }
      Thread back = start(() -> pass(server, client, left));
      pass(client, server, left);
      back.join(LINGER_MS);
      open.remove(client);
      open.remove(server);
    } catch (IOException e) {
      // The server is down.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(Socket from, Socket to, AtomicLong left) {
    byte[] buffer = new byte[32 << 10];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        long room = left.getAndAdd(-read);
        out.write(buffer, 0, (int) Math.min(read, Math.max(0, room)));
        if (slow) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        if (room <= read) {
          break;
        }
      }
      // What came before the break arrives: a plain close would take it back.
      to.shutdownOutput();
      from.shutdownInput();
    } catch (IOException e) {
      // The other direction has broken it.
    }
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "cutting-proxy");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is given up either way.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    open.forEach(CuttingProxy::close);
  }
}
