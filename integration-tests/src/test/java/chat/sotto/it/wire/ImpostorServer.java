package chat.sotto.it.wire;

import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A TLS server with a certificate of the test's choice. It offers no service, or none that does
 * anything, and counts who asks for one.
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
    return start(pair, leaf, ca, "TLSv1.3", null);
  }

  /** The same with another version of TLS. */
  public static ImpostorServer start(
      KeyPair pair, X509Certificate leaf, X509Certificate ca, String protocol) throws IOException {
    return start(pair, leaf, ca, protocol, null);
  }

  /** Starts one that answers whatever it is asked with this failure, as a server of ours does. */
  public static ImpostorServer failing(
      KeyPair pair, X509Certificate leaf, X509Certificate ca, StatusRuntimeException failure)
      throws IOException {
    return start(pair, leaf, ca, "TLSv1.3", failure);
  }

  private static ImpostorServer start(
      KeyPair pair,
      X509Certificate leaf,
      X509Certificate ca,
      String protocol,
      @Nullable StatusRuntimeException failure)
      throws IOException {
    AtomicInteger calls = new AtomicInteger();
    HandlerRegistry registry =
        new HandlerRegistry() {
          @Override
          public @Nullable ServerMethodDefinition<?, ?> lookupMethod(
              String method, @Nullable String authority) {
            calls.incrementAndGet();
            return failure == null ? null : failing(method, failure);
          }
        };
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sslContext(
                GrpcSslContexts.configure(SslContextBuilder.forServer(pair.getPrivate(), leaf, ca))
                    .protocols(protocol)
                    .build())
            .fallbackHandlerRegistry(registry)
            .build()
            .start();
    return new ImpostorServer(server, calls);
  }

  private static ServerMethodDefinition<byte[], byte[]> failing(
      String method, StatusRuntimeException failure) {
    MethodDescriptor<byte[], byte[]> anything =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNKNOWN)
            .setFullMethodName(method)
            .setRequestMarshaller(new Nothing())
            .setResponseMarshaller(new Nothing())
            .build();
    return ServerMethodDefinition.create(
        anything,
        (call, headers) -> {
          Metadata trailers = failure.getTrailers();
          call.close(failure.getStatus(), trailers == null ? new Metadata() : trailers);
          return new ServerCall.Listener<>() {};
        });
  }

  /** Reads nothing of what comes in, and says nothing. */
  private static final class Nothing implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return InputStream.nullInputStream();
    }

    @Override
    public byte[] parse(InputStream stream) {
      return new byte[0];
    }
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
