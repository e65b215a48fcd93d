package chat.sotto.client.model;

import com.google.crypto.tink.util.Bytes;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/** Checks and forms that the ids of fixed length share. */
final class FixedBytes {
  private static final SecureRandom RANDOM = new SecureRandom();

  private FixedBytes() {}

  static void check(Bytes value, int length, String what) {
    if (value.size() != length) {
      throw new SottoException(
          Reason.BAD_RESPONSE, what + " must be " + length + " bytes, not " + value.size());
    }
  }

  static Bytes random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return Bytes.copyFrom(bytes);
  }

  static String hex(Bytes value) {
    return HexFormat.of().formatHex(value.toByteArray());
  }

  /** Reads hex as people type it. */
  static Bytes parse(String text, int length, String what, String field) {
    String digits = text.strip().toLowerCase(Locale.ROOT);
    if (digits.length() != 2 * length || !digits.chars().allMatch(HexFormat::isHexDigit)) {
      throw new SottoException(
              Reason.INVALID_FIELD, what + " must be " + 2 * length + " hexadecimal digits")
          .field(field);
    }
    return Bytes.copyFrom(HexFormat.of().parseHex(digits));
  }
}
