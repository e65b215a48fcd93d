package chat.sotto.it.wire;

import chat.sotto.service.AttachmentConfig;
import chat.sotto.service.ServerConfig;
import chat.sotto.service.ServerLimits;
import chat.sotto.service.SottoServer;
import chat.sotto.service.grpc.ProtocolRange;
import chat.sotto.service.usecase.account.RegistrationPolicy;
import chat.sotto.v1.CreateInviteRequest;
import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A server in this process, durable, on free ports of 127.0.0.1; and the people that tests register
 * on it.
 */
public final class TestServer implements AutoCloseable {
  private static final Duration INVITE_LIFETIME = Duration.ofHours(1);
  private static final int PLENTY = 1_000_000;

  private final Path data;
  private final SottoServer server;
  private final List<WireConnection> connections = new ArrayList<>();
  private @Nullable Person operator;

  private TestServer(Path data, SottoServer server) {
    this.data = data;
    this.server = server;
  }

  /** A server that keeps what it has below this folder; one that was there before goes on. */
  public static Builder builder(Path folder) {
    return new Builder(folder.resolve("server"));
  }

  /** What is different from usual. */
  public static final class Builder {
    private final Path data;
    private Clock clock = Clock.systemUTC();
    private ProtocolRange protocol = ProtocolRange.SPOKEN;
    private RegistrationPolicy registration = RegistrationPolicy.INVITE;
    private boolean enrollment = true;
    private int enrollmentPace = PLENTY;
    private AttachmentConfig attachments = AttachmentConfig.DEFAULT;
    private Optional<Duration> retention = Optional.empty();
    private ServerConfig.Ports chat = ServerConfig.Ports.of(0);
    private ServerConfig.Ports enroll = ServerConfig.Ports.of(0);

    private Builder(Path data) {
      this.data = data;
    }

    /** The server's clock. */
    public Builder clock(Clock other) {
      clock = other;
      return this;
    }

    /** The protocol versions that it claims to speak. */
    public Builder protocol(int min, int max) {
      protocol = new ProtocolRange(min, max);
      return this;
    }

    /** Who may register. */
    public Builder registration(RegistrationPolicy policy) {
      registration = policy;
      return this;
    }

    /** The rules for attachments. */
    public Builder attachments(AttachmentConfig other) {
      attachments = other;
      return this;
    }

    /** How long messages are kept. */
    public Builder retention(Duration age) {
      retention = Optional.of(age);
      return this;
    }

    /** On these ports. */
    public Builder ports(int chatPort, int enrollPort) {
      chat = ServerConfig.Ports.of(chatPort);
      enroll = ServerConfig.Ports.of(enrollPort);
      return this;
    }

    /** So many calls of newcomers a minute. */
    public Builder enrollmentPace(int calls) {
      enrollmentPace = calls;
      return this;
    }

    /** Without enrolment listener. */
    public Builder withoutEnrollment() {
      enrollment = false;
      return this;
    }

    /** Starts it. */
    public TestServer start() {
      ServerConfig config =
          ServerConfig.durable(data)
              .withBind("127.0.0.1")
              .withPorts(chat, enroll)
              .withRegistration(registration)
              .withClock(clock)
              .withAttachments(attachments)
              // All newcomers of a test come from one address.
              .withLimits(
                  ServerLimits.DEFAULT
                      .withEnrollment(enrollmentPace, enrollmentPace)
                      .withDrain(Duration.ofSeconds(3)));
      if (retention.isPresent()) {
        config = config.withRetention(retention.get());
      }
      try {
        return new TestServer(
            data, SottoServer.start(enrollment ? config : config.withoutEnrollment(), protocol));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Erases what is older than the retention, now. */
  public long expireMessages() {
    return server.expireMessages();
  }

  /** Deletes attachments that nobody wants, now. */
  public int sweepAttachments() {
    return server.sweepAttachments();
  }

  /** The chat listener. */
  public InetSocketAddress chat() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.chatPort());
  }

  /** The first join link: ten users. */
  public WireLink link() {
    return WireLink.parse(server.joinLink().orElseThrow());
  }

  /** Whether newcomers are served. */
  public boolean hasEnrollment() {
    return server.enrollmentPort().isPresent();
  }

  /** The first join link, as it is typed. */
  public String joinLink() {
    return server.joinLink().orElseThrow();
  }

  /** Where it keeps what it has. */
  public Path data() {
    return data;
  }

  /** A link for so many users. */
  public WireLink invite(int uses, Duration lifetime) {
    return WireLink.parse(
        operator()
            .connection()
            .admin()
            .createInvite(
                CreateInviteRequest.newBuilder()
                    .setUses(uses)
                    .setLifetimeSeconds(lifetime.toSeconds())
                    .build())
            .getLink());
  }

  /** Somebody who may call AdminService. */
  public synchronized Person operator() {
    Person known = operator;
    if (known == null) {
      // A server that was restarted keeps its operators, but this test has no longer their keys.
      String name = "operator-" + Long.toString(System.nanoTime(), 36);
      known = opened(WireDevice.register(WireLink.parse(server.createOperatorInvite()), name));
      operator = known;
    }
    return known;
  }

  /** Registers somebody and logs them in. */
  public Person join(String name) {
    return opened(WireDevice.register(invite(1, INVITE_LIFETIME), name));
  }

  /** Logs somebody in who registered on this server before it was restarted. */
  public Person again(Person before) {
    return opened(before.device());
  }

  /** Two people with a chat. */
  public Friends friends(String one, String other) {
    return Friends.of(join(one), join(other));
  }

  private synchronized Person opened(WireDevice device) {
    WireConnection connection = device.login(chat());
    connections.add(connection);
    return new Person(device, connection);
  }

  /** The CA's private key, for certificates that the server would never issue. */
  public PrivateKey caKey() {
    try {
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pem("ca.key")));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The CA's certificate. */
  public X509Certificate caCertificate() {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(pem("ca.pem")));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] pem(String name) {
    try {
      String text = Files.readString(data.resolve(name));
      return Base64.getMimeDecoder().decode(text.replaceAll("-----[^-]+-----", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pinned CA of this server. */
  public ByteString fingerprint() {
    return link().fingerprint();
  }

  /** Ends everybody's connections and the server. */
  @Override
  public void close() {
    List<WireConnection> open;
    synchronized (this) {
      open = List.copyOf(connections);
      connections.clear();
    }
    open.forEach(WireConnection::close);
    server.close();
  }

  /** Ends the server as SIGTERM does, while people are connected. */
  public void drain() {
    server.close();
  }
}
