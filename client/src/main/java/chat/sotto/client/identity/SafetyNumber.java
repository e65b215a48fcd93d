package chat.sotto.client.identity;

import chat.sotto.client.codec.Fields;
import chat.sotto.client.model.AccountPublicKey;
import chat.sotto.client.model.Username;
import chat.sotto.client.primitives.Digests;
import chat.sotto.client.trust.CaFingerprint;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What two people compare to know that nobody stands between them: 60 digits from both account keys
 * (docs/protocol.md, section 7). It stays the same when devices change.
 *
 * @param digits 60 decimal digits
 */
public record SafetyNumber(String digits) {
  private static final int GROUPS = 12;
  private static final int GROUP_DIGITS = 5;
  private static final int GROUP_BYTES = 5;

  /** Of two users, in either order. */
  public static SafetyNumber of(
      CaFingerprint server,
      Username one,
      AccountPublicKey oneKey,
      Username other,
      AccountPublicKey otherKey) {
    boolean sorted = one.compareTo(other) <= 0;
    byte[] hash =
        Digests.sha512(
            Fields.of("sotto safety number v1")
                .bytes(server.value())
                .text((sorted ? one : other).value())
                .bytes((sorted ? oneKey : otherKey).value())
                .text((sorted ? other : one).value())
                .bytes((sorted ? otherKey : oneKey).value())
                .toBytes());
    return new SafetyNumber(
        IntStream.range(0, GROUPS).mapToObj(i -> group(hash, i)).collect(Collectors.joining()));
  }

  /** The digits in twelve groups of five, parted by blanks. */
  public String grouped() {
    return IntStream.range(0, GROUPS)
        .mapToObj(i -> digits.substring(i * GROUP_DIGITS, (i + 1) * GROUP_DIGITS))
        .collect(Collectors.joining(" "));
  }

  private static String group(byte[] hash, int index) {
    long value = 0;
    for (int i = 0; i < GROUP_BYTES; i++) {
      value = value << 8 | Byte.toUnsignedLong(hash[GROUP_BYTES * index + i]);
    }
    return String.format(Locale.ROOT, "%05d", value % 100_000);
  }
}
