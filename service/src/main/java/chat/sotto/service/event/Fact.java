package chat.sotto.service.event;

/**
 * One thing to know about an event. Never a secret: names, ids, addresses, counts, causes.
 *
 * @param name in snake case; none of {@code time, level, logger, thread, message, exception}
 * @param value a text, a number, a truth value, a time, or what prints as one
 */
public record Fact(String name, Object value) {
  /** A fact. */
  public static Fact of(String name, Object value) {
    return new Fact(name, value);
  }
}
