package chat.sotto.client.model;

/**
 * A place in a chat's log: entries are numbered from 1 without gaps; 0 is the place before the
 * first.
 */
public record Seq(long value) implements Comparable<Seq> {
  /** Before the first entry. */
  public static final Seq ZERO = new Seq(0);

  /** Fails with {@link Reason#BAD_RESPONSE} when it is below 0. */
  public Seq {
    if (value < 0) {
      throw new SottoException(Reason.BAD_RESPONSE, "a sequence must be at least 0");
    }
  }

  /** The one after it. */
  public Seq next() {
    return new Seq(Math.addExact(value, 1));
  }

  @Override
  public int compareTo(Seq other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
