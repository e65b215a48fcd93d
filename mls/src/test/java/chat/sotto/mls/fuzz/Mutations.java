package chat.sotto.mls.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Mutations that need no instrumented code: what a usual build tries. They know what the format is
 * made of: lengths in three forms, small numbers, parts of other messages.
 */
public final class Mutations {
  private static final byte[][] TELLING = {
    {0},
    {1},
    {2},
    {3},
    {0x3f},
    {0x40, 0},
    {0x40, 0x40},
    {0x7f, (byte) 0xff},
    {(byte) 0x80, 0, 0x40, 0},
    {(byte) 0xbf, (byte) 0xff, (byte) 0xff, (byte) 0xff},
    {(byte) 0xc0},
    {(byte) 0xff},
    {(byte) 0x80, 0, 0, 0},
    {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff}
  };

  private final Random random;

  /** Those of a seed. */
  public Mutations(long seed) {
    random = new Random(seed);
  }

  /**
   * One of them: half of the time with something else in one place, which keeps most structures,
   * half of the time changed in one to four ways.
   */
  public byte[] of(List<byte[]> seeds) {
    byte[] bytes = pick(seeds).clone();
    if (random.nextBoolean()) {
      return inPlace(bytes, random.nextInt(bytes.length + 1));
    }
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes = mutate(bytes, seeds);
    }
    return bytes;
  }

  private byte[] mutate(byte[] bytes, List<byte[]> seeds) {
    int at = random.nextInt(bytes.length + 1);
    int rest = bytes.length - at;
    int count = rest == 0 ? 0 : 1 + random.nextInt(Math.min(rest, 40));
    return switch (random.nextInt(7)) {
      case 0 -> replace(bytes, at, Math.min(1, rest), new byte[] {(byte) random.nextInt()});
      case 1 -> replace(bytes, at, count, new byte[0]);
      case 2 -> replace(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + count));
      case 3 -> Arrays.copyOf(bytes, at);
      case 4 -> replace(bytes, at, count, part(pick(seeds)));
      case 5 -> replace(bytes, at, 0, TELLING[random.nextInt(TELLING.length)]);
      default -> inPlace(bytes, at);
    };
  }

  private byte[] inPlace(byte[] bytes, int at) {
    byte[] by = TELLING[random.nextInt(TELLING.length)];
    if (random.nextBoolean()) {
      by = new byte[] {(byte) random.nextInt()};
    }
    return replace(bytes, at, Math.min(bytes.length - at, by.length), by);
  }

  private byte[] pick(List<byte[]> seeds) {
    return seeds.get(random.nextInt(seeds.size()));
  }

  private byte[] part(byte[] of) {
    int from = random.nextInt(of.length + 1);
    return Arrays.copyOfRange(of, from, from + random.nextInt(of.length - from + 1));
  }

  private static byte[] replace(byte[] bytes, int at, int count, byte[] by) {
    byte[] result = new byte[bytes.length - count + by.length];
    System.arraycopy(bytes, 0, result, 0, at);
    System.arraycopy(by, 0, result, at, by.length);
    System.arraycopy(bytes, at + count, result, at + by.length, bytes.length - at - count);
    return result;
  }
}
