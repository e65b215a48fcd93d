package chat.sotto.service.support;

import chat.sotto.service.ServerConfig;
import chat.sotto.service.ServerLimits;
import chat.sotto.service.SottoServer;
import chat.sotto.v1.AuthServiceGrpc;
import chat.sotto.v1.EnrollmentServiceGrpc;
import chat.sotto.v1.GetServerInfoRequest;
import chat.sotto.v1.GetServerInfoResponse;
import chat.sotto.v1.LoginRequest;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A real server on free ports, with a clock to turn, and the channels that tests open to it. */
public final class TestServer implements AutoCloseable {
  public final MutableClock clock;
  public final SottoServer server;
  public final GetServerInfoResponse info;
  public final byte[] fingerprint;
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final ManagedChannel strangers;

  private TestServer(ServerConfig config, MutableClock clock) throws IOException {
    this.clock = clock;
    this.server = SottoServer.start(config);
    this.strangers = strangers();
    this.info =
        EnrollmentServiceGrpc.newBlockingStub(strangers)
            .getServerInfo(GetServerInfoRequest.getDefaultInstance());
    this.fingerprint =
        ClientKeys.sha256(certificate(info.getCaCertificate()).getPublicKey().getEncoded());
  }

  public static TestServer start() throws IOException {
    return start(config -> config);
  }

  public static TestServer start(UnaryOperator<ServerConfig> change) throws IOException {
    MutableClock clock = MutableClock.atNow();
    ServerConfig config =
        ServerConfig.throwAway()
            .withBind("127.0.0.1")
            .withClock(clock)
            .withLimits(
                ServerLimits.DEFAULT
                    .withEnrollment(10_000, 10_000)
                    .withDrain(Duration.ofMillis(500)));
    return new TestServer(change.apply(config), clock);
  }

  /** The token in a join link. */
  public static ByteString token(String link) {
    String fragment = URI.create(link).getFragment();
    return ByteString.copyFrom(
        Base64.getUrlDecoder().decode(fragment.substring(fragment.indexOf('.') + 1)));
  }

  public ByteString token() {
    return token(server.joinLink().orElseThrow());
  }

  public EnrollmentServiceGrpc.EnrollmentServiceBlockingStub enrollment() {
    return EnrollmentServiceGrpc.newBlockingStub(strangers);
  }

  public TestDevice newDevice(String username) {
    return new TestDevice(username, fingerprint);
  }

  /** Registers a user and connects their device. */
  public Client join(String username) throws SSLException {
    return join(username, token());
  }

  public Client join(String username, ByteString token) throws SSLException {
    TestDevice device = newDevice(username);
    ByteString certificate =
        enrollment().register(device.registration(token).build()).getCertificate();
    return connect(device, device.tls, certificate(certificate));
  }

  public Client connect(TestDevice device, KeyPair keys, X509Certificate certificate)
      throws SSLException {
    return new Client(device, certificate, channel(keys, certificate, server.chatPort()));
  }

  /** A new channel to the chat listener with this certificate; null for none. */
  public ManagedChannel channel(
      @Nullable KeyPair keys, @Nullable X509Certificate certificate, int port) throws SSLException {
    SslContextBuilder tls =
        GrpcSslContexts.forClient().trustManager(certificate(info.getCaCertificate()));
    if (keys != null && certificate != null) {
      tls.keyManager(keys.getPrivate(), certificate);
    }
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port)
            .overrideAuthority(info.getServerId() + ".sotto.internal")
            .sslContext(tls.build())
            .build();
    channels.add(channel);
    return channel;
  }

  private ManagedChannel strangers() throws SSLException {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.enrollmentPort().orElseThrow())
            .sslContext(
                GrpcSslContexts.forClient()
                    .trustManager(
                        io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory
                            .INSTANCE)
                    .build())
            .build();
    channels.add(channel);
    return channel;
  }

  public static X509Certificate certificate(ByteString der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der.toByteArray()));
    } catch (CertificateException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    server.close();
  }

  /** A connected device. */
  public static final class Client {
    private static final Metadata.Key<String> AUTHORIZATION =
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    public final TestDevice device;
    public final X509Certificate certificate;
    public final ManagedChannel channel;
    private @Nullable ByteString token;

    Client(TestDevice device, X509Certificate certificate, ManagedChannel channel) {
      this.device = device;
      this.certificate = certificate;
      this.channel = channel;
    }

    public AuthServiceGrpc.AuthServiceBlockingStub auth() {
      return withSession(AuthServiceGrpc.newBlockingStub(channel));
    }

    public Client login() {
      return loginWith(device.authKey);
    }

    public Client loginWith(ByteString authKey) {
      token =
          AuthServiceGrpc.newBlockingStub(channel)
              .login(LoginRequest.newBuilder().setAuthKey(authKey).build())
              .getSessionToken();
      return this;
    }

    public ByteString token() {
      if (token == null) {
        throw new IllegalStateException("not logged in");
      }
      return token;
    }

    /** The stub with this device's session, if it has one. */
    public <S extends AbstractStub<S>> S withSession(S stub) {
      return token == null ? stub : withToken(stub, token);
    }

    public static <S extends AbstractStub<S>> S withToken(S stub, ByteString token) {
      Metadata headers = new Metadata();
      headers.put(
          AUTHORIZATION,
          "Bearer " + Base64.getUrlEncoder().withoutPadding().encodeToString(token.toByteArray()));
      return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }
  }
}
