package chat.sotto.service.event;

import java.util.List;

/** Takes events. Never throws, never blocks; any thread. */
@FunctionalInterface
public interface EventSink {
  /** Something happened. */
  void report(Event event, List<Fact> facts);

  /** Something happened. */
  default void report(Event event, Fact... facts) {
    report(event, List.of(facts));
  }
}
