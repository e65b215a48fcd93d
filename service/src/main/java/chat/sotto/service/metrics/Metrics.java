package chat.sotto.service.metrics;

import chat.sotto.service.event.Event;
import chat.sotto.service.event.EventSink;
import chat.sotto.service.event.Fact;
import chat.sotto.service.grpc.attachment.TransferObserver;
import chat.sotto.service.grpc.chat.SubmissionObserver;
import chat.sotto.service.session.StreamObserver;
import chat.sotto.service.store.CommitObserver;
import com.google.common.base.Suppliers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * All that is counted, by Prometheus's conventions (docs/operating.md, "Metrics"). No label has a
 * value that a peer chooses: methods are those that there are, reasons and causes those of enums.
 */
public final class Metrics
    implements EventSink, CommitObserver, StreamObserver, SubmissionObserver, AutoCloseable {
  private static final int STORED_FOR_SECONDS = 60;

  private static final Duration[] COMMIT_BUCKETS =
      LongStream.of(1, 2, 5, 10, 25, 50, 100, 250, 1000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final CallMeters calls = new CallMeters(registry);
  private final TransferMeters transfers = new TransferMeters(registry);
  private final Map<Event, Counter> events = new ConcurrentHashMap<>();
  private final Map<List<String>, Counter> submissions = new ConcurrentHashMap<>();

  private final DistributionSummary commitSteps =
      DistributionSummary.builder("sotto.store.commit.steps")
          .description("Steps that were written with one commit")
          .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
          .register(registry);
  private final Timer commits =
      Timer.builder("sotto.store.commit.duration")
          .description("How long a commit takes, with its steps and the disk")
          .serviceLevelObjectives(COMMIT_BUCKETS)
          .register(registry);
  private final Counter commitFailures =
      counter("sotto.store.commit.failures", "Commits that failed; none of their steps is stored");
  private final Counter framesSent =
      counter("sotto.stream.frames.sent", "Frames that were given to streams");
  private final Counter entriesSent =
      counter("sotto.stream.entries.delivered", "Entries of logs among them");
  private final Counter messages = accepted(Kind.MESSAGE.label());
  private final Counter commitsAccepted = accepted(Kind.COMMIT.label());
  private final Counter pauses =
      counter("sotto.stream.pauses", "Times a stream waited for its slow reader");

  /** Counts from now on. */
  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    gc.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    // So that an alert sees a rise from 0, and not a series that begins.
    for (Event event : Event.values()) {
      if (event != Event.CALL && event != Event.HANDSHAKE_FAILED) {
        eventCounter(event);
      }
    }
  }

  private Counter accepted(String kind) {
    return Counter.builder("sotto.submissions.accepted")
        .description("Messages and commits that were stored")
        .tag("kind", kind)
        .register(registry);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  /** Traces the calls of a listener. */
  public CallMeters calls() {
    return calls;
  }

  /** Counts the bytes of attachments. */
  public TransferObserver transfers() {
    return transfers;
  }

  /** Reads these from now on. */
  public void read(Readings readings) {
    gauge("sotto.build.info", "Always 1; the label says which version runs", () -> 1)
        .tag("version", readings.version())
        .register(registry);
    gauge("sotto.streams", "Open streams", () -> readings.streams().getAsInt()).register(registry);
    readings
        .connections()
        .forEach(
            (listener, open) ->
                gauge("sotto.connections", "Open connections", open::getAsInt)
                    .tag("listener", listener)
                    .register(registry));
    Supplier<Readings.Stored> stored =
        Suppliers.memoizeWithExpiration(
            readings.stored()::get, STORED_FOR_SECONDS, TimeUnit.SECONDS);
    gauge("sotto.users", "Accounts", () -> stored.get().users()).register(registry);
    gauge("sotto.devices", "Devices that are not revoked", () -> stored.get().devices())
        .register(registry);
    gauge("sotto.chats", "Chats", () -> stored.get().chats()).register(registry);
    gauge("sotto.log.entries", "Entries in all logs", () -> stored.get().entries())
        .register(registry);
    gauge("sotto.attachments", "Attachments, complete or not", () -> stored.get().attachments())
        .register(registry);
    gauge(
            "sotto.attachments.size",
            "The bytes of attachments together, as announced",
            () -> stored.get().attachmentBytes())
        .baseUnit("bytes")
        .register(registry);
    gauge("sotto.database", "Size of the database's files", readings.databaseBytes()::getAsLong)
        .baseUnit("bytes")
        .register(registry);
    gauge(
            "sotto.server.certificate.expiry.timestamp",
            "When the server's certificate expires, in seconds since 1970",
            () -> readings.certificateEnds().get().getEpochSecond())
        .baseUnit("seconds")
        .register(registry);
    gauge(
            "sotto.draining",
            "1 while the server ends",
            () -> readings.draining().getAsBoolean() ? 1 : 0)
        .register(registry);
  }

  private static Gauge.Builder<Supplier<Number>> gauge(
      String name, String description, Supplier<Number> value) {
    return Gauge.builder(name, value).description(description);
  }

  /** All values, in Prometheus's text format. May wait for the store. */
  public String scrape() {
    return registry.scrape();
  }

  /** For tests. */
  MeterRegistry registry() {
    return registry;
  }

  @Override
  public void report(Event event, List<Fact> facts) {
    if (event == Event.HANDSHAKE_FAILED) {
      Counter.builder("sotto.tls.handshake.failures")
          .description("TLS handshakes that came to nothing")
          .tag("listener", fact(facts, "listener"))
          .tag("cause", fact(facts, "cause"))
          .register(registry)
          .increment();
    } else if (event != Event.CALL) {
      eventCounter(event).increment();
    }
  }

  private Counter eventCounter(Event event) {
    return events.computeIfAbsent(
        event,
        each ->
            Counter.builder("sotto.events")
                .description("What the log reports, by its event")
                .tag("event", each.id())
                .register(registry));
  }

  private static String fact(List<Fact> facts, String name) {
    return facts.stream()
        .filter(fact -> fact.name().equals(name))
        .map(fact -> String.valueOf(fact.value()))
        .findFirst()
        .orElse("unknown");
  }

  @Override
  public void committed(int steps, long nanos) {
    commitSteps.record(steps);
    commits.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void commitFailed(int steps) {
    commitFailures.increment();
  }

  @Override
  public void sent(int frames) {
    framesSent.increment(frames);
  }

  @Override
  public void delivered(int entries) {
    entriesSent.increment(entries);
  }

  @Override
  public void paused() {
    pauses.increment();
  }

  @Override
  public void accepted(Kind kind) {
    // On the way of every message, so found at once.
    (kind == Kind.MESSAGE ? messages : commitsAccepted).increment();
  }

  @Override
  public void rejected(Kind kind, Enum<?> reason) {
    submissions
        .computeIfAbsent(
            List.of(kind.label(), reason.name()),
            key ->
                Counter.builder("sotto.submissions.rejected")
                    .description("Messages and commits that were not stored")
                    .tag("kind", kind.label())
                    .tag("reason", reason.name().toLowerCase(java.util.Locale.ROOT))
                    .register(registry))
        .increment();
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
