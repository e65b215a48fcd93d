package chat.sotto.service.domain;

/**
 * Counts how often an account has revoked a device; attestations of an older generation are void.
 *
 * @param value from 1
 */
public record Generation(long value) {
  /** What an account begins with. */
  public static final Generation FIRST = new Generation(1);

  /**
   * @throws IllegalArgumentException below 1
   */
  public Generation {
    if (value < 1) {
      throw new IllegalArgumentException("generations start at 1, not " + value);
    }
  }

  /** The one after this. */
  public Generation next() {
    return new Generation(value + 1);
  }
}
