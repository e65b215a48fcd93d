package chat.sotto.service;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One socket and the gRPC server behind it, with the bounds that both listeners share. */
final class Listener {
  /** Four MiB of frames, and room for what wraps them. */
  private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024 + 64 * 1024;

  private static final int MAX_HEADER_BYTES = 8 * 1024;

  /** Measured: 1.5 to 2.6 times the bulk rate of the default. */
  private static final int FLOW_CONTROL_WINDOW = 1024 * 1024;

  /** More resets than this in half a minute end the connection (CVE-2023-44487). */
  private static final int MAX_RESETS = 400;

  private static final int RESET_WINDOW_SECONDS = 30;
  private static final int KEEP_ALIVE_TIMEOUT_SECONDS = 20;

  /** Clients may ask whether the server lives as often as this. */
  private static final int PERMITTED_PING_SECONDS = 10;

  private final Server server;
  private final ConnectionTracker connections;

  private Listener(Server server, ConnectionTracker connections) {
    this.server = server;
    this.connections = connections;
  }

  /**
   * Opens the socket.
   *
   * @param services adds services and interceptors
   * @throws IOException if the address cannot be bound
   */
  static Listener open(
      InetSocketAddress address,
      SslContext tls,
      ConnectionTracker connections,
      EventLoops loops,
      Executor calls,
      ServerLimits limits,
      Consumer<NettyServerBuilder> services)
      throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address)
            .sslContext(tls)
            .channelFactory(connections.channels(loops.isEpoll()))
            .bossEventLoopGroup(loops.accepting())
            .workerEventLoopGroup(loops.working())
            .executor(calls)
            .handshakeTimeout(limits.handshakeTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .maxConcurrentCallsPerConnection(limits.maxCallsPerConnection())
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .maxInboundMetadataSize(MAX_HEADER_BYTES)
            .flowControlWindow(FLOW_CONTROL_WINDOW)
            .maxRstFramesPerWindow(MAX_RESETS, RESET_WINDOW_SECONDS)
            .keepAliveTime(limits.keepAlive().toMillis(), TimeUnit.MILLISECONDS)
            .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveTime(PERMITTED_PING_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true);
    services.accept(builder);
    Server server = builder.build();
    try {
      server.start();
    } catch (IOException e) {
      server.shutdownNow();
      throw new PortUnusableException(address, connections.listener(), e);
    }
    return new Listener(server, connections);
  }

  /** The port that was bound. */
  int port() {
    return server.getPort();
  }

  /** The connections that are open. */
  ConnectionTracker connections() {
    return connections;
  }

  /** Takes no more calls; those that run go on. */
  void stopAccepting() {
    server.shutdown();
  }

  /** Ends at once. */
  void stopNow() {
    server.shutdownNow();
  }

  /** Waits for calls to end, up to a bound, and then ends them. */
  void awaitEnd(long millis) throws InterruptedException {
    if (!server.awaitTermination(millis, TimeUnit.MILLISECONDS)) {
      server.shutdownNow();
      server.awaitTermination(1, TimeUnit.SECONDS);
    }
  }
}
