package chat.sotto.client.content;

/** PADMÉ (Nikitin et al., PoPETs 2019, algorithm 1) of at least 256 bytes. */
final class Padding {
  private static final int MIN = 256;

  private Padding() {}

  /** The bucket of a length: never smaller than it, at most 12% larger above 256 bytes. */
  static int bucket(int length) {
    if (length <= MIN) {
      return MIN;
    }
    int exponent = 31 - Integer.numberOfLeadingZeros(length);
    int significant = 32 - Integer.numberOfLeadingZeros(exponent);
    int mask = (1 << (exponent - significant)) - 1;
    return (length + mask) & ~mask;
  }
}
