package chat.sotto.client.transport;

import chat.sotto.client.trust.TlsIdentity;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/** Opens channels: TLS 1.3 only, to a server that the pinned trust manager accepts. */
final class Channels {

  /** Bulk rates of a replay are 1.5 to 2.6 times those of the default 64 KiB. */
  private static final int FLOW_CONTROL_WINDOW = 1 << 20;

  /** A stream message has at most 4 MiB of frames; a fetched log page 2 MiB. */
  private static final int MAX_INBOUND_MESSAGE = 5 << 20;

  private static final int MAX_INBOUND_METADATA = 16 << 10;

  private Channels() {}

  /** A channel that authenticates the server alone. */
  static ManagedChannel anonymous(Endpoint endpoint, String authority, TrustManager trust) {
    return open(endpoint, authority, clientContext(trust));
  }

  /** A channel on which the device shows its certificate in the handshake. */
  static ManagedChannel mutual(
      Endpoint endpoint, String authority, TrustManager trust, TlsIdentity identity) {
    return open(
        endpoint,
        authority,
        clientContext(trust).keyManager(identity.key().privateKey(), identity.certificate()));
  }

  private static SslContextBuilder clientContext(TrustManager trust) {
    return GrpcSslContexts.forClient().trustManager(trust).protocols("TLSv1.3");
  }

  private static ManagedChannel open(
      Endpoint endpoint, String authority, SslContextBuilder contextBuilder) {
    SslContext context;
    try {
      context = contextBuilder.build();
    } catch (SSLException e) {
      throw new IllegalStateException("this machine's TLS library refuses the settings", e);
    }
    return NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
        .sslContext(context)
        // The address may change; the name in the certificate does not.
        .overrideAuthority(authority)
        .keepAliveTime(30, TimeUnit.SECONDS)
        .keepAliveTimeout(10, TimeUnit.SECONDS)
        .flowControlWindow(FLOW_CONTROL_WINDOW)
        .maxInboundMessageSize(MAX_INBOUND_MESSAGE)
        .maxInboundMetadataSize(MAX_INBOUND_METADATA)
        .userAgent("sotto")
        .intercept(new ProtocolHeader())
        // Our callbacks hand over and return; they never block an event loop.
        .directExecutor()
        .build();
  }
}
