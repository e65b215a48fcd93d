package chat.sotto.it.wire;

import chat.sotto.v1.AdminServiceGrpc;
import chat.sotto.v1.AttachmentServiceGrpc;
import chat.sotto.v1.AuthServiceGrpc;
import chat.sotto.v1.ChatServiceGrpc;
import chat.sotto.v1.DirectoryServiceGrpc;
import chat.sotto.v1.EnrollmentServiceGrpc;
import chat.sotto.v1.VaultServiceGrpc;
import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ConnectivityState;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.net.InetSocketAddress;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One TLS connection to a listener. The session token is set apart from the certificate, so that
 * they can be mixed up.
 */
public final class WireConnection implements AutoCloseable {
  /** No unary call takes longer, or the test fails. */
  private static final int CALL_SECONDS = 20;

  private static final Metadata.Key<String> PROTOCOL =
      Metadata.Key.of("sotto-protocol", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final ManagedChannel channel;
  private final Channel calls;
  private volatile @Nullable String authorization;
  private volatile @Nullable String protocol;

  private WireConnection(ManagedChannel channel) {
    this.channel = channel;
    this.calls = ClientInterceptors.intercept(channel, new Habits());
  }

  /** Server certificate only: the enrolment listener, or a chat listener that will not like it. */
  public static WireConnection withoutCertificate(
      InetSocketAddress address, ByteString fingerprint) {
    return open(address, fingerprint, GrpcSslContexts.forClient());
  }

  /** With a client certificate. */
  public static WireConnection withCertificate(
      InetSocketAddress address,
      ByteString fingerprint,
      PrivateKey key,
      X509Certificate certificate) {
    return open(address, fingerprint, GrpcSslContexts.forClient().keyManager(key, certificate));
  }

  private static WireConnection open(
      InetSocketAddress address, ByteString fingerprint, SslContextBuilder tls) {
    try {
      return new WireConnection(
          NettyChannelBuilder.forAddress(address)
              .sslContext(tls.trustManager(new PinnedCa(fingerprint)).protocols("TLSv1.3").build())
              // Little at a time, so that back-pressure shows early.
              .flowControlWindow(64 * 1024)
              .maxInboundMessageSize(8 * 1024 * 1024)
              .disableRetry()
              .build());
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From now on calls carry this session token; an empty one means none. */
  public WireConnection withToken(ByteString token) {
    authorization =
        token.isEmpty()
            ? null
            : "Bearer "
                + Base64.getUrlEncoder().withoutPadding().encodeToString(token.toByteArray());
    return this;
  }

  /** The token that calls carry. */
  public ByteString token() {
    String header = Objects.requireNonNull(authorization);
    return ByteString.copyFrom(Base64.getUrlDecoder().decode(header.substring("Bearer ".length())));
  }

  /** From now on calls carry this header as it is. */
  public WireConnection withAuthorization(String header) {
    authorization = header;
    return this;
  }

  /** From now on calls claim this protocol version, in these words. */
  public WireConnection withProtocol(String version) {
    protocol = version;
    return this;
  }

  /** The channel with token and time limit, for calls that have no stub. */
  public Channel calls() {
    return calls;
  }

  public EnrollmentServiceGrpc.EnrollmentServiceBlockingStub enrollment() {
    return EnrollmentServiceGrpc.newBlockingStub(calls);
  }

  public AuthServiceGrpc.AuthServiceBlockingStub auth() {
    return AuthServiceGrpc.newBlockingStub(calls);
  }

  public ChatServiceGrpc.ChatServiceBlockingStub chat() {
    return ChatServiceGrpc.newBlockingStub(calls);
  }

  public DirectoryServiceGrpc.DirectoryServiceBlockingStub directory() {
    return DirectoryServiceGrpc.newBlockingStub(calls);
  }

  public VaultServiceGrpc.VaultServiceBlockingStub vault() {
    return VaultServiceGrpc.newBlockingStub(calls);
  }

  public AdminServiceGrpc.AdminServiceBlockingStub admin() {
    return AdminServiceGrpc.newBlockingStub(calls);
  }

  public AttachmentServiceGrpc.AttachmentServiceBlockingStub attachments() {
    return AttachmentServiceGrpc.newBlockingStub(calls);
  }

  /** Whether the transport's connection stands. */
  public boolean isConnected() {
    return channel.getState(false) == ConnectivityState.READY;
  }

  /** Opens a chat stream and says nothing yet. */
  public WireStream stream() {
    return WireStream.open(calls);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Habits implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      CallOptions bounded =
          method.getType() == MethodDescriptor.MethodType.UNARY
              ? options.withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
              : options;
      return new SimpleForwardingClientCall<Q, A>(next.newCall(method, bounded)) {
        @Override
        public void start(Listener<A> listener, Metadata headers) {
          String header = authorization;
          if (header != null) {
            headers.put(AUTHORIZATION, header);
          }
          String version = protocol;
          if (version != null) {
            headers.put(PROTOCOL, version);
          }
          super.start(listener, headers);
        }
      };
    }
  }
}
