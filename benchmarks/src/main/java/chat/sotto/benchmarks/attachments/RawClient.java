package chat.sotto.benchmarks.attachments;

import chat.sotto.client.model.Credentials;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** The client of {@link RawStream}, with a device's certificate. */
final class RawClient implements AutoCloseable {
  private final ManagedChannel channel;

  /** With gRPC's own executor. */
  private final ManagedChannel plain;

  RawClient(Credentials credentials, int port) throws IOException {
    SslContext tls =
        GrpcSslContexts.forClient()
            .trustManager(stream(credentials.caPem()))
            .keyManager(
                stream(credentials.certificatePem()),
                new ByteArrayInputStream(
                    credentials.keyPem().toByteArray(InsecureSecretKeyAccess.get())))
            .protocols("TLSv1.3")
            .build();
    channel = channel(credentials, port, tls).directExecutor().build();
    plain = channel(credentials, port, tls).build();
  }

  private static NettyChannelBuilder channel(Credentials credentials, int port, SslContext tls) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port)
        .sslContext(tls)
        .overrideAuthority(credentials.serverName())
        .flowControlWindow(RawStream.FLOW_CONTROL_WINDOW);
  }

  private static InputStream stream(String pem) {
    return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
  }

  void putPlain(long bytes) {
    PlainStream.put(plain, bytes);
  }

  void getPlain(long bytes) {
    PlainStream.get(plain, bytes);
  }

  void put(long bytes) {
    byte[] chunk = new byte[RawStream.PUT_CHUNK];
    call(
        channel.newCall(RawStream.PUT, CallOptions.DEFAULT),
        1,
        new BiConsumer<ClientCall<byte[], byte[]>, Long>() {
          private long left = bytes;
          private boolean closed;

          @Override
          public void accept(ClientCall<byte[], byte[]> call, Long received) {
            while (left > 0 && call.isReady()) {
              call.sendMessage(left >= chunk.length ? chunk : new byte[(int) left]);
              left -= Math.min(left, chunk.length);
            }
            if (left == 0 && !closed) {
              closed = true;
              call.halfClose();
            }
          }
        });
  }

  void get(long bytes) {
    ClientCall<byte[], byte[]> call = channel.newCall(RawStream.GET, CallOptions.DEFAULT);
    long received =
        call(
            call,
            Integer.MAX_VALUE,
            new BiConsumer<>() {
              private boolean asked;

              @Override
              public void accept(ClientCall<byte[], byte[]> ready, Long soFar) {
                if (!asked) {
                  asked = true;
                  ready.sendMessage(Long.toString(bytes).getBytes(StandardCharsets.US_ASCII));
                  ready.halfClose();
                }
              }
            });
    if (received != bytes) {
      throw new IllegalStateException("came: " + received);
    }
  }

  /** Runs a call to its end; returns how many bytes its answers had. */
  private static long call(
      ClientCall<byte[], byte[]> call,
      int requests,
      BiConsumer<ClientCall<byte[], byte[]>, Long> onReady) {
    CompletableFuture<Long> end = new CompletableFuture<>();
    call.start(
        new ClientCall.Listener<>() {
          private long received;

          @Override
          public void onReady() {
            // Also called by the thread that starts the call.
            synchronized (call) {
              onReady.accept(call, received);
            }
          }

          @Override
          public void onMessage(byte[] message) {
            received += message.length;
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            if (status.isOk()) {
              end.complete(received);
            } else {
              end.completeExceptionally(status.asRuntimeException());
            }
          }
        },
        new Metadata());
    call.request(requests);
    synchronized (call) {
      onReady.accept(call, 0L);
    }
    return end.join();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    plain.shutdownNow();
  }
}
