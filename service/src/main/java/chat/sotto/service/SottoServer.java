package chat.sotto.service;

import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.event.Event;
import chat.sotto.service.event.Fact;
import chat.sotto.service.grpc.Access;
import chat.sotto.service.grpc.Callers;
import chat.sotto.service.grpc.ConnectionFilter;
import chat.sotto.service.grpc.ProtocolRange;
import chat.sotto.service.grpc.ServerFacts;
import chat.sotto.service.grpc.ServiceGate;
import chat.sotto.service.grpc.chat.ServerPromises;
import chat.sotto.service.grpc.chat.StreamCaller;
import chat.sotto.service.pki.CertificateAuthority;
import chat.sotto.service.pki.DeviceTrust;
import chat.sotto.service.pki.PrivateFiles;
import chat.sotto.service.pki.ServerIdentity;
import chat.sotto.service.pki.ServerTls;
import chat.sotto.service.session.LiveStreams;
import chat.sotto.service.session.StreamLimits;
import chat.sotto.service.store.BlobStore;
import chat.sotto.service.store.StoreUnavailableException;
import chat.sotto.service.store.Stores;
import chat.sotto.service.usecase.account.RegistrationPolicy;
import chat.sotto.service.usecase.admin.CreateInvite;
import com.google.common.annotations.VisibleForTesting;
import com.google.common.net.HostAndPort;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.ChannelzService;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server: two TLS 1.3 listeners over one store.
 *
 * <pre>{@code
 * try (SottoServer server = SottoServer.start(ServerConfig.durable(Path.of("data")))) {
 *   System.out.println("join " + server.joinLink().orElseThrow());
 *   ...
 * }
 * }</pre>
 *
 * <p>The <em>chat</em> listener requires a device certificate in the handshake and has every
 * service but one. The <em>enrolment</em> listener asks for none, has {@code EnrollmentService}
 * alone, and is limited tightly. Start and end are blocking; the rest is safe for use by several
 * threads.
 *
 * <p>Inside, calls run on a bounded pool and may wait for the store; the threads that move bytes
 * never do. The server's own certificate is made anew at each start, the authority's once.
 */
public final class SottoServer implements AutoCloseable {
  /** How many may register with a server's first join link. */
  public static final int FIRST_LINK_USES = 10;

  /** How long a server's first join link lasts. */
  public static final Duration FIRST_LINK_LIFETIME = Duration.ofHours(24);

  private static final Logger log = LoggerFactory.getLogger(SottoServer.class);
  private static final String CHAT = PortUnusableException.CHAT;
  private static final String ENROLLMENT = PortUnusableException.ENROLLMENT;
  private static final Duration OPERATOR_INVITE_LIFETIME = Duration.ofMinutes(10);
  private static final Duration RETRY_AFTER_DRAIN = Duration.ofSeconds(2);
  private static final int CHANNELZ_PAGE = 100;
  private static final long LAST_CALLS_MS = 1000;

  private final ServerConfig config;
  private final Telemetry telemetry;
  private final CertificateAuthority authority;
  private final Stores stores;
  private final LiveStreams streams;
  private final ChatParts chats;
  private final AttachmentParts attachments;
  private final Housekeeping housekeeping;
  private final AccountServices accounts;
  private final JoinLinks links;
  private final HealthStatusManager health = new HealthStatusManager();
  private final ThreadPoolExecutor calls;

  /** Apart from the calls, which may wait for the store: no stream waits for them. */
  private final ThreadPoolExecutor streamWork;

  private final EventLoops loops = new EventLoops();
  private final Listener chat;
  private final Optional<Listener> enrollment;
  private final Optional<String> joinLink;
  private boolean closed;
  private volatile boolean draining;

  /**
   * Starts a server.
   *
   * @throws IOException if a port cannot be bound, or the data folder cannot be used
   * @throws chat.sotto.service.pki.PkiException if the authority's files are incomplete, damaged or
   *     open to other users
   * @throws chat.sotto.service.store.StoreTooNewException if a later version has used the database
   * @throws IllegalArgumentException if the configuration names an unknown store or a host that is
   *     none
   */
  public static SottoServer start(ServerConfig config) throws IOException {
    return start(config, Telemetry.logAlone());
  }

  /**
   * Starts a server.
   *
   * @param telemetry where events and counts go; closed with the server, also if it does not start
   * @throws IOException see {@link #start(ServerConfig)}
   */
  public static SottoServer start(ServerConfig config, Telemetry telemetry) throws IOException {
    return start(config, telemetry, ProtocolRange.SPOKEN);
  }

  /** Starts a server that claims to speak other protocol versions: how tests get a newer one. */
  @VisibleForTesting
  public static SottoServer start(ServerConfig config, ProtocolRange protocol) throws IOException {
    return start(config, Telemetry.logAlone(), protocol);
  }

  private static SottoServer start(ServerConfig config, Telemetry telemetry, ProtocolRange protocol)
      throws IOException {
    try {
      return started(config, telemetry, protocol);
    } catch (IOException | RuntimeException e) {
      telemetry.close();
      throw e;
    }
  }

  private static SottoServer started(
      ServerConfig config, Telemetry telemetry, ProtocolRange protocol) throws IOException {
    telemetry.started(config);
    SecureRandom random = new SecureRandom();
    if (config.dataDir().isPresent()) {
      PrivateFiles.openFolder(config.dataDir().get());
    }
    CertificateAuthority authority = authority(config, random);
    Stores stores = StoreUrls.open(config.store(), telemetry.commits());
    BlobStore blobs;
    try {
      blobs = BlobUrls.open(config);
    } catch (RuntimeException e) {
      stores.close();
      throw e;
    }
    try {
      return new SottoServer(config, authority, stores, blobs, random, protocol, telemetry);
    } catch (IOException | RuntimeException e) {
      blobs.close();
      stores.close();
      throw e;
    }
  }

  private static CertificateAuthority authority(ServerConfig config, SecureRandom random)
      throws IOException {
    if (config.dataDir().isEmpty()) {
      return CertificateAuthority.ephemeral(config.clock(), random);
    }
    Path folder = config.dataDir().get();
    // A new authority beside old accounts would lock everybody out for good.
    return StoreUrls.exists(config.store())
        ? CertificateAuthority.load(folder, config.clock(), random)
        : CertificateAuthority.open(folder, config.clock(), random);
  }

  private SottoServer(
      ServerConfig config,
      CertificateAuthority authority,
      Stores stores,
      BlobStore blobs,
      SecureRandom random,
      ProtocolRange protocol,
      Telemetry telemetry)
      throws IOException {
    this.telemetry = telemetry;
    this.config = config;
    this.authority = authority;
    this.stores = stores;
    this.calls = WorkerPool.open("sotto-call-%d", config.limits().callThreads());
    this.streamWork =
        WorkerPool.open("sotto-stream-%d", Runtime.getRuntime().availableProcessors());
    this.chats =
        ChatParts.over(
            stores,
            config.clock(),
            () -> new StreamCaller(Callers.session(), Callers.certificateEnds()),
            streamWork,
            calls,
            new ServerPromises(stores.history(), config.retention()),
            StreamLimits.PROTOCOL,
            telemetry);
    this.streams = chats.streams();
    this.accounts =
        new AccountServices(
            config,
            stores,
            streams,
            chats::noticed,
            new PkiIssuer(authority, config.clock()),
            random,
            protocol,
            telemetry);
    this.attachments =
        AttachmentParts.over(
            config, stores, blobs, accounts::requireGood, random, calls, telemetry.transfers());
    this.housekeeping = new Housekeeping(chats, attachments, config.limits().streamCheck());
    this.links =
        new JoinLinks(
            JoinLinks.host(config),
            () -> enrollmentPort().orElseThrow(),
            authority.fingerprint().base64Url());
    ServerIdentity identity =
        ServerIdentity.issue(
            authority, config.hosts(), config.clock(), telemetry::certificateIssued);
    Optional<Listener> opened = Optional.empty();
    try {
      this.chat = openChat(identity);
      if (config.enrollment().isPresent()) {
        opened = Optional.of(openEnrollment(identity, config.enrollment().get()));
      }
      openMetrics(identity, opened);
    } catch (IOException | RuntimeException e) {
      calls.shutdownNow();
      streamWork.shutdownNow();
      loops.close();
      throw e;
    }
    this.enrollment = opened;
    this.joinLink = enrollment.map(listener -> firstLink());
    housekeeping.start();
    telemetry.report(
        Event.LISTENING,
        Fact.of("chat_port", chat.port()),
        Fact.of("enroll_port", enrollment.map(Listener::port).orElse(0)),
        Fact.of("metrics_port", metricsPort().orElse(0)),
        Fact.of("authority", authority.fingerprint()));
  }

  private void openMetrics(ServerIdentity identity, Optional<Listener> opened) throws IOException {
    Map<String, ConnectionTracker> connections = new HashMap<>();
    connections.put(CHAT, chat.connections());
    opened.ifPresent(listener -> connections.put(ENROLLMENT, listener.connections()));
    try {
      telemetry.open(config, stores, streams, connections, identity, () -> draining);
    } catch (IOException e) {
      chat.stopNow();
      opened.ifPresent(Listener::stopNow);
      throw e;
    }
  }

  private Listener openChat(ServerIdentity identity) throws IOException {
    DeviceTrust trust = new DeviceTrust(authority, config.clock());
    ConnectionTracker connections =
        new ConnectionTracker(CHAT, config.limits().maxConnections(), telemetry);
    return Listener.open(
        address(config.chat()),
        ServerTls.mutual(identity, trust),
        connections,
        loops,
        calls,
        config.limits(),
        builder -> {
          builder.addTransportFilter(
              new ConnectionFilter(chain -> device(trust, chain), connections::closeSoon));
          telemetry.serve(builder, chatServices());
        });
  }

  private List<ServerServiceDefinition> chatServices() {
    ServiceGate gate = accounts.gate();
    List<ServerServiceDefinition> services = new ArrayList<>(accounts.forMembers(gate));
    services.add(
        AdminServices.over(
            config,
            stores,
            chats.streams(),
            accounts.streams(),
            accounts.invites(),
            links,
            new Backups(
                config.dataDir(),
                stores.file(),
                new AttachmentBackup(stores.attachments(), attachments.blobs()),
                authority.fingerprint().serverId(),
                config.clock()),
            gate));
    services.add(gate.behind(Access.SESSION, chats.service()));
    services.add(gate.behind(Access.SESSION, attachments.service()));
    services.forEach(
        service ->
            health.setStatus(service.getServiceDescriptor().getName(), ServingStatus.SERVING));
    services.add(gate.behind(Access.DEVICE, health.getHealthService()));
    services.add(gate.behind(Access.DEVICE, ProtoReflectionServiceV1.newInstance()));
    services.add(gate.behind(Access.OPERATOR, ChannelzService.newInstance(CHANNELZ_PAGE)));
    return services;
  }

  private static Optional<DeviceRef> device(DeviceTrust trust, X509Certificate[] chain) {
    try {
      return Optional.of(trust.check(chain));
    } catch (DeviceTrust.RefusedException e) {
      return Optional.empty();
    }
  }

  private Listener openEnrollment(ServerIdentity identity, ServerConfig.Ports ports)
      throws IOException {
    ServerFacts facts =
        new ServerFacts(
            authority.fingerprint().serverId(),
            PkiIssuer.encoded(authority.certificate()),
            this::chatPort,
            config.registration(),
            Telemetry.softwareVersion(),
            config.retention());
    try {
      return Listener.open(
          address(ports),
          ServerTls.serverOnly(identity),
          new ConnectionTracker(ENROLLMENT, config.limits().maxConnections(), telemetry),
          loops,
          calls,
          config.limits(),
          builder -> telemetry.serve(builder, List.of(accounts.enrollment(facts))));
    } catch (IOException e) {
      chat.stopNow();
      throw e;
    }
  }

  private InetSocketAddress address(ServerConfig.Ports ports) throws IOException {
    return config.bind().isPresent()
        ? new InetSocketAddress(InetAddress.getByName(config.bind().get()), ports.listen())
        : new InetSocketAddress(ports.listen());
  }

  private String firstLink() {
    return config.registration() == RegistrationPolicy.INVITE
        ? links.link(accounts.invites().create(FIRST_LINK_USES, FIRST_LINK_LIFETIME).token())
        : links.link();
  }

  /** The chat listener's port, as others reach it. */
  public int chatPort() {
    return advertised(config.chat(), chat);
  }

  /** The enrolment listener's port, as others reach it; empty if it is off. */
  public Optional<Integer> enrollmentPort() {
    return enrollment.map(listener -> advertised(config.enrollment().orElseThrow(), listener));
  }

  private static int advertised(ServerConfig.Ports ports, Listener listener) {
    return ports.advertised() == 0 ? listener.port() : ports.advertised();
  }

  /** The chat listener as {@code HOST:PORT}. */
  public String chatEndpoint() {
    return HostAndPort.fromParts(links.host(), chatPort()).toString();
  }

  /** The enrolment listener as {@code HOST:PORT}; empty if it is off. */
  public Optional<String> enrollmentEndpoint() {
    return enrollmentPort().map(port -> HostAndPort.fromParts(links.host(), port).toString());
  }

  /**
   * The link to join with, made at this start: for {@value #FIRST_LINK_USES} users and 24 hours
   * where a token is needed, else without token. Links of earlier starts stay good until they
   * expire. Empty if the enrolment listener is off.
   */
  public Optional<String> joinLink() {
    return joinLink;
  }

  /**
   * A join link for one account that becomes an operator, good for ten minutes and as long as this
   * server runs. For the program that hosts the server; nothing on the network leads here.
   *
   * @throws IllegalStateException if the enrolment listener is off
   */
  public String createOperatorInvite() {
    if (enrollment.isEmpty()) {
      throw new IllegalStateException("the enrolment listener is off");
    }
    CreateInvite.Created invite = accounts.invites().create(1, OPERATOR_INVITE_LIFETIME);
    accounts.operatorTokens().add(TokenHash.of(invite.token()));
    return links.link(invite.token());
  }

  /**
   * Erases the payloads of messages that are older than {@link ServerConfig#retention}, now rather
   * than within the hour. Blocks. Without a retention it does nothing.
   *
   * @return how many are gone
   */
  public long expireMessages() {
    return housekeeping.expireMessages();
  }

  /**
   * Deletes attachments that no message has named in time, and the bytes of all that are gone, now
   * rather than within the minute. Blocks.
   *
   * @return of how many the bytes are gone
   */
  public int sweepAttachments() {
    return housekeeping.sweepAttachments();
  }

  /** The port of 127.0.0.1 that metrics are on; empty if they are off. */
  public Optional<Integer> metricsPort() {
    return telemetry.metricsPort();
  }

  /** Connections that are open on the chat listener. */
  public int chatConnections() {
    return chat.connections().count();
  }

  /**
   * Ends: tells streams and connections, lets calls finish for as long as {@link
   * ServerLimits#drain} says, then closes the store. Idempotent.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    draining = true;
    long began = System.nanoTime();
    telemetry.report(
        Event.DRAINING,
        Fact.of("streams", streams.count()),
        Fact.of("connections", chat.connections().count()));
    housekeeping.stop();
    health.enterTerminalState();
    accounts.streams().drain(RETRY_AFTER_DRAIN);
    attachments.service().drain();
    enrollment.ifPresent(Listener::stopAccepting);
    chat.stopAccepting();
    try {
      chat.awaitEnd(config.limits().drain().toMillis());
      if (enrollment.isPresent()) {
        enrollment.get().awaitEnd(LAST_CALLS_MS);
      }
      WorkerPool.end(calls, LAST_CALLS_MS);
      WorkerPool.end(streamWork, LAST_CALLS_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      chat.stopNow();
      enrollment.ifPresent(Listener::stopNow);
      calls.shutdownNow();
      streamWork.shutdownNow();
    }
    loops.close();
    try {
      chats.readMarks().flush();
    } catch (StoreUnavailableException e) {
      log.warn("the last read marks were not stored", e);
    }
    attachments.blobs().close();
    stores.close();
    telemetry.report(
        Event.STOPPED,
        Fact.of("duration_ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)));
    telemetry.close();
  }
}
