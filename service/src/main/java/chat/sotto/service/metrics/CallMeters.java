package chat.sotto.service.metrics;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls by method and status, and how long those take that are no streams. A method that this
 * server does not have counts as {@value #UNKNOWN}, whatever the peer calls it.
 */
public final class CallMeters extends ServerStreamTracer.Factory {
  static final String UNKNOWN = "unknown";

  private static final Duration[] BUCKETS =
      java.util.stream.LongStream.of(1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Map<String, Method> methods = new ConcurrentHashMap<>();
  private final Method unknown;

  CallMeters(MeterRegistry registry) {
    this.registry = registry;
    this.unknown = new Method(UNKNOWN, false);
  }

  /** Makes a service's methods known. */
  public void know(ServerServiceDefinition service) {
    service
        .getMethods()
        .forEach(
            method -> {
              String name = method.getMethodDescriptor().getFullMethodName();
              boolean stream = method.getMethodDescriptor().getType() != MethodType.UNARY;
              methods.put(name, new Method(name, !stream));
            });
  }

  private Timer timer(String method) {
    return Timer.builder("sotto.call.duration")
        .description("How long calls take that are no streams")
        .tag("method", method)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  @Override
  public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
    Method method = methods.getOrDefault(fullMethodName, unknown);
    long began = System.nanoTime();
    return new ServerStreamTracer() {
      @Override
      public void streamClosed(Status status) {
        method.ended(status.getCode(), System.nanoTime() - began);
      }
    };
  }

  /** What is counted of one method. */
  private final class Method {
    private final String name;
    private final boolean timed;
    private volatile @Nullable Timer timer;
    private final Map<Status.Code, Counter> byCode = new ConcurrentHashMap<>();

    Method(String name, boolean timed) {
      this.name = name;
      this.timed = timed;
    }

    void ended(Status.Code code, long nanos) {
      byCode.computeIfAbsent(code, this::counter).increment();
      if (timed) {
        timer().record(nanos, TimeUnit.NANOSECONDS);
      }
    }

    /**
     * Made by the first call: what nobody calls fills no scrape. Making it twice finds the first.
     */
    private Timer timer() {
      Timer made = timer;
      if (made == null) {
        made = CallMeters.this.timer(name);
        timer = made;
      }
      return made;
    }

    private Counter counter(Status.Code code) {
      return Counter.builder("sotto.calls")
          .description("Calls that have ended, by method and status; streams as well")
          .tag("method", name)
          .tag("code", code.name())
          .register(registry);
    }
  }
}
