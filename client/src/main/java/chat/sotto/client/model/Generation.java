package chat.sotto.client.model;

/**
 * An account's generation: rises by one when a device is revoked; attestations of an older one are
 * void.
 */
public record Generation(long value) implements Comparable<Generation> {
  /** That of a new account. */
  public static final Generation FIRST = new Generation(1);

  /** Fails with {@link Reason#BAD_RESPONSE} when it is below 1. */
  public Generation {
    if (value < 1) {
      throw new SottoException(Reason.BAD_RESPONSE, "a generation must be at least 1");
    }
  }

  /** The one after it. */
  public Generation next() {
    return new Generation(Math.addExact(value, 1));
  }

  @Override
  public int compareTo(Generation other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
