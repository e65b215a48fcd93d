package chat.sotto.service.metrics;

import chat.sotto.service.grpc.attachment.TransferObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what goes up and down. */
final class TransferMeters implements TransferObserver {
  private final Meters uploads;
  private final Meters downloads;

  private record Meters(Counter bytes, AtomicInteger running) {
    static Meters of(Direction direction, MeterRegistry registry) {
      String label = direction.name().toLowerCase(Locale.ROOT);
      AtomicInteger running = new AtomicInteger();
      Gauge.builder("sotto.attachment.transfers", running, AtomicInteger::get)
          .description("Uploads and downloads that go on")
          .tag("direction", label)
          .register(registry);
      return new Meters(
          Counter.builder("sotto.attachment.transferred")
              .description("Bytes of attachments that came and went")
              .baseUnit("bytes")
              .tag("direction", label)
              .register(registry),
          running);
    }
  }

  TransferMeters(MeterRegistry registry) {
    uploads = Meters.of(Direction.UPLOAD, registry);
    downloads = Meters.of(Direction.DOWNLOAD, registry);
  }

  private Meters of(Direction direction) {
    return direction == Direction.UPLOAD ? uploads : downloads;
  }

  @Override
  public void began(Direction direction) {
    of(direction).running().incrementAndGet();
  }

  @Override
  public void moved(Direction direction, int bytes) {
    of(direction).bytes().increment(bytes);
  }

  @Override
  public void ended(Direction direction) {
    of(direction).running().decrementAndGet();
  }
}
