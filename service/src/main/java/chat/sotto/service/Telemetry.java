package chat.sotto.service;

import chat.sotto.service.event.Event;
import chat.sotto.service.event.EventLog;
import chat.sotto.service.event.EventSink;
import chat.sotto.service.event.Fact;
import chat.sotto.service.grpc.attachment.TransferObserver;
import chat.sotto.service.grpc.chat.SubmissionObserver;
import chat.sotto.service.metrics.Metrics;
import chat.sotto.service.metrics.MetricsEndpoint;
import chat.sotto.service.metrics.Readings;
import chat.sotto.service.pki.ServerIdentity;
import chat.sotto.service.session.LiveStreams;
import chat.sotto.service.session.StreamObserver;
import chat.sotto.service.store.CommitObserver;
import chat.sotto.service.store.StoreStats;
import chat.sotto.service.store.Stores;
import com.google.common.collect.Maps;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a server's events and counts go: always to the log, and to Prometheus if a port is given.
 * Used by one server, which closes it.
 */
public final class Telemetry implements EventSink, AutoCloseable {
  private final EventLog log = new EventLog();
  private final OptionalInt port;
  private final @Nullable Metrics metrics;
  private @Nullable MetricsEndpoint endpoint;

  private Telemetry(OptionalInt port) {
    this.port = port;
    this.metrics = port.isPresent() ? new Metrics() : null;
  }

  /** The log alone. */
  public static Telemetry logAlone() {
    return new Telemetry(OptionalInt.empty());
  }

  /**
   * The log, and metrics on a port of 127.0.0.1.
   *
   * @param port 0 takes a free one
   */
  public static Telemetry withMetrics(int port) {
    return new Telemetry(OptionalInt.of(port));
  }

  /** A server begins. */
  void started(ServerConfig config) {
    report(
        Event.STARTED,
        Fact.of("version", softwareVersion()),
        Fact.of("java", Runtime.version()),
        Fact.of("store", config.store().replaceFirst(":.*", "")));
  }

  /** It has made itself a certificate. */
  void certificateIssued(X509Certificate certificate) {
    report(Event.CERTIFICATE, Fact.of("expires", certificate.getNotAfter().toInstant()));
  }

  /** Adds services to a listener, whose calls are counted from then on. */
  void serve(NettyServerBuilder listener, List<ServerServiceDefinition> services) {
    services.forEach(listener::addService);
    if (metrics != null) {
      listener.addStreamTracerFactory(metrics.calls());
      services.forEach(metrics.calls()::know);
    }
  }

  /**
   * Shows metrics, if they are wanted.
   *
   * @param connections by listener
   * @throws IOException if the port cannot be bound
   */
  void open(
      ServerConfig config,
      Stores stores,
      LiveStreams streams,
      Map<String, ConnectionTracker> connections,
      ServerIdentity identity,
      BooleanSupplier draining)
      throws IOException {
    if (metrics == null) {
      return;
    }
    metrics.read(
        new Readings(
            softwareVersion(),
            streams::count,
            Maps.transformValues(connections, tracker -> tracker::count),
            () -> stored(stores),
            () -> StoreUrls.bytes(config.store()),
            () -> identity.certificate().getNotAfter().toInstant(),
            draining));
    try {
      endpoint =
          MetricsEndpoint.open(port.orElseThrow(), metrics::scrape, () -> !draining.getAsBoolean());
    } catch (IOException e) {
      throw new PortUnusableException(
          InetSocketAddress.createUnresolved("127.0.0.1", port.orElseThrow()),
          PortUnusableException.METRICS,
          e);
    }
  }

  private static Readings.Stored stored(Stores stores) {
    StoreStats stats = stores.accounts().stats();
    return new Readings.Stored(
        stats.users(),
        stats.devices(),
        stats.chats(),
        stats.entries(),
        stats.attachments(),
        stats.attachmentBytes());
  }

  /** The program's version. */
  static String softwareVersion() {
    String version = SottoServer.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public void report(Event event, List<Fact> facts) {
    log.report(event, facts);
    if (metrics != null) {
      metrics.report(event, facts);
    }
  }

  CommitObserver commits() {
    return metrics != null ? metrics : CommitObserver.NONE;
  }

  StreamObserver streams() {
    return metrics != null ? metrics : StreamObserver.NONE;
  }

  SubmissionObserver submissions() {
    return metrics != null ? metrics : SubmissionObserver.NONE;
  }

  TransferObserver transfers() {
    return metrics != null ? metrics.transfers() : TransferObserver.NONE;
  }

  /** The port that metrics are on; empty if they are off. */
  Optional<Integer> metricsPort() {
    return Optional.ofNullable(endpoint).map(MetricsEndpoint::port);
  }

  @Override
  public void close() {
    if (endpoint != null) {
      endpoint.close();
    }
    if (metrics != null) {
      metrics.close();
    }
  }
}
