package chat.sotto.client.model;

/** An epoch of a chat's group: rises by one with every applied commit, from 0. */
public record Epoch(long value) implements Comparable<Epoch> {
  /** Fails with {@link Reason#BAD_RESPONSE} when it is below 0. */
  public Epoch {
    if (value < 0) {
      throw new SottoException(Reason.BAD_RESPONSE, "an epoch must be at least 0");
    }
  }

  /** The one after it. */
  public Epoch next() {
    return new Epoch(Math.addExact(value, 1));
  }

  @Override
  public int compareTo(Epoch other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
