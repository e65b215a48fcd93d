package chat.sotto.service.domain;

/**
 * A place in a chat's log, from 1 without gaps; 0 is the place before the first entry.
 *
 * @param value not negative
 */
public record Seq(long value) implements Comparable<Seq> {
  /** Before the first entry: also "no commit yet" and "not joined". */
  public static final Seq ZERO = new Seq(0);

  /**
   * @throws IllegalArgumentException for a negative value
   */
  public Seq {
    if (value < 0) {
      throw new IllegalArgumentException("a sequence is not negative: " + value);
    }
  }

  /** The place after this one. */
  public Seq next() {
    return new Seq(value + 1);
  }

  /**
   * The place before this one.
   *
   * @throws IllegalArgumentException at {@link #ZERO}
   */
  public Seq previous() {
    return new Seq(value - 1);
  }

  /** Whether this place lies beyond the other. */
  public boolean isAfter(Seq other) {
    return value > other.value;
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
