package chat.sotto.benchmarks.attachments;

import chat.sotto.service.pki.CertificateAuthority;
import chat.sotto.service.pki.DeviceTrust;
import chat.sotto.service.pki.ServerIdentity;
import chat.sotto.service.pki.ServerTls;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** {@link RawStream} with the certificates, the TLS and the window of a Sotto server. */
final class RawServer {
  private RawServer() {}

  static Server start(Path authorityFolder) throws IOException {
    Clock clock = Clock.systemUTC();
    CertificateAuthority authority =
        CertificateAuthority.load(authorityFolder, clock, new SecureRandom());
    ServerIdentity identity = ServerIdentity.issue(authority, List.of("127.0.0.1"), clock);
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .sslContext(ServerTls.mutual(identity, new DeviceTrust(authority, clock)))
        .flowControlWindow(RawStream.FLOW_CONTROL_WINDOW)
        .addService(
            ServerServiceDefinition.builder(RawStream.SERVICE)
                .addMethod(RawStream.PUT, ServerCalls.asyncClientStreamingCall(RawServer::put))
                .addMethod(RawStream.GET, ServerCalls.asyncServerStreamingCall(RawServer::get))
                .build())
        .addService(PlainStream.service())
        .build()
        .start();
  }

  private static StreamObserver<byte[]> put(StreamObserver<byte[]> out) {
    return new StreamObserver<>() {
      private long bytes;

      @Override
      public void onNext(byte[] chunk) {
        bytes += chunk.length;
      }

      @Override
      public void onError(Throwable failure) {}

      @Override
      public void onCompleted() {
        out.onNext(Long.toString(bytes).getBytes(StandardCharsets.US_ASCII));
        out.onCompleted();
      }
    };
  }

  private static void get(byte[] wanted, StreamObserver<byte[]> observer) {
    var out = (ServerCallStreamObserver<byte[]>) observer;
    out.setOnReadyHandler(
        new Runnable() {
          private final byte[] chunk = new byte[RawStream.GET_CHUNK];
          private long left = Long.parseLong(new String(wanted, StandardCharsets.US_ASCII));
          private boolean completed;

          @Override
          public void run() {
            while (left > 0 && out.isReady()) {
              out.onNext(left >= chunk.length ? chunk : new byte[(int) left]);
              left -= Math.min(left, chunk.length);
            }
            if (left == 0 && !completed) {
              completed = true;
              out.onCompleted();
            }
          }
        });
  }
}
