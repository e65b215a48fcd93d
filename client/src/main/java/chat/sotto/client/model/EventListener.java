package chat.sotto.client.model;

/**
 * Takes events, one after the other, in order, on a thread that belongs to the subscription: it may
 * block without holding up anything else. Who is more than {@value #MAX_BACKLOG} events behind is
 * cut off.
 */
@FunctionalInterface
public interface EventListener {

  /** How many events wait for a slow listener before its subscription ends. */
  int MAX_BACKLOG = 10_000;

  /** Something happened. */
  void onEvent(Event event);

  /**
   * No event follows, and the listener did not ask for the end: the account or its agent closed, or
   * the backlog was full.
   */
  default void onEnd(SottoException cause) {}
}
