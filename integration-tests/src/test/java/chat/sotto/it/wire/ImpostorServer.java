package chat.sotto.it.wire;

import io.grpc.HandlerRegistry;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A TLS server with a certificate of the test's choice. It offers no service and counts who asks
 * for one.
 */
public final class ImpostorServer implements AutoCloseable {
  private final Server server;
  private final AtomicInteger calls;

  private ImpostorServer(Server server, AtomicInteger calls) {
    this.server = server;
    this.calls = calls;
  }

  /** Starts one that shows the certificate, and behind it the CA's. */
  public static ImpostorServer start(KeyPair pair, X509Certificate leaf, X509Certificate ca)
      throws IOException {
    AtomicInteger calls = new AtomicInteger();
    HandlerRegistry nothing =
        new HandlerRegistry() {
          @Override
          public @Nullable ServerMethodDefinition<?, ?> lookupMethod(
              String method, @Nullable String authority) {
            calls.incrementAndGet();
            return null;
          }
        };
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sslContext(
                GrpcSslContexts.configure(SslContextBuilder.forServer(pair.getPrivate(), leaf, ca))
                    .protocols("TLSv1.3")
                    .build())
            .fallbackHandlerRegistry(nothing)
            .build()
            .start();
    return new ImpostorServer(server, calls);
  }

  /** Where it listens. */
  public int port() {
    return server.getPort();
  }

  /** How many calls have arrived. */
  public int calls() {
    return calls.get();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
