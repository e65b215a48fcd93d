package chat.sotto.service.metrics;

import com.google.common.net.HostAndPort;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plain HTTP on 127.0.0.1: {@code GET /metrics}, and {@code GET /ready}, which answers 200 or 503.
 * Everything else is refused, also requests by another name than this machine's own, which a web
 * page could have had a browser make (DNS rebinding). A few threads and a short queue serve it,
 * more are turned away, and who is slow is cut off after seconds.
 */
public final class MetricsEndpoint implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MetricsEndpoint.class);
  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1");
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int THREADS = 8;
  private static final int WAITING = 16;
  private static final int BACKLOG = 16;

  static {
    // Seconds. Read once by the platform, which otherwise waits for slow peers for good.
    defaultProperty("sun.net.httpserver.maxReqTime", "5");
    defaultProperty("sun.net.httpserver.maxRspTime", "10");
    defaultProperty("sun.net.httpserver.idleInterval", "30");
    defaultProperty("jdk.httpserver.maxConnections", "64");
  }

  private final HttpServer server;
  private final ThreadPoolExecutor threads;

  private MetricsEndpoint(HttpServer server, ThreadPoolExecutor threads) {
    this.server = server;
    this.threads = threads;
  }

  private static void defaultProperty(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  /**
   * Opens it.
   *
   * @param port 0 takes a free one
   * @param scrape the text to show
   * @param ready whether the server takes calls
   * @throws IOException if the port cannot be bound
   */
  public static MetricsEndpoint open(int port, Supplier<String> scrape, BooleanSupplier ready)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            new ThreadFactoryBuilder().setNameFormat("sotto-metrics-%d").setDaemon(true).build());
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, scrape, ready));
    server.start();
    return new MetricsEndpoint(server, threads);
  }

  private static void answer(HttpExchange exchange, Supplier<String> scrape, BooleanSupplier ready)
      throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (!isForThisMachine(exchange)) {
        respond(exchange, 403, "not by this name\n");
      } else if (!path.equals("/metrics") && !path.equals("/ready")) {
        respond(exchange, 404, "there are /metrics and /ready\n");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        respond(exchange, 405, "GET alone\n");
      } else if (path.equals("/ready")) {
        boolean isReady = ready.getAsBoolean();
        respond(exchange, isReady ? 200 : 503, isReady ? "ready\n" : "not ready\n");
      } else {
        metrics(exchange, scrape);
      }
    }
  }

  private static void metrics(HttpExchange exchange, Supplier<String> scrape) throws IOException {
    String text;
    try {
      text = scrape.get();
    } catch (RuntimeException e) {
      log.warn("metrics could not be read", e);
      respond(exchange, 500, "the server's log says why\n");
      return;
    }
    respond(exchange, 200, text);
  }

  private static boolean isForThisMachine(HttpExchange exchange) {
    List<String> hosts = exchange.getRequestHeaders().get("Host");
    if (hosts == null || hosts.size() != 1) {
      return false;
    }
    try {
      return OWN_NAMES.contains(HostAndPort.fromString(hosts.get(0)).getHost());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void respond(HttpExchange exchange, int code, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(code, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  /** The port that was bound. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
