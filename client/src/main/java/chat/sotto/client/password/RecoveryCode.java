package chat.sotto.client.password;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.Secrets;
import com.google.common.base.Splitter;
import com.google.common.io.BaseEncoding;
import com.google.crypto.tink.util.SecretBytes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What opens an account when the password is forgotten: 160 random bits, printed once, at
 * registration.
 */
public final class RecoveryCode {
  private static final int LENGTH = 20;
  private static final int GROUP = 4;
  private static final int DIGITS = 32;

  private final SecretBytes secret;

  private RecoveryCode(SecretBytes secret) {
    this.secret = secret;
  }

  /** A fresh one. */
  public static RecoveryCode generate() {
    return new RecoveryCode(Secrets.random(LENGTH));
  }

  /**
   * Reads one as people type it: upper or lower case, with or without separators, 0, 1 and 8 for O,
   * I and B. Fails with {@link Reason#RECOVERY_CODE_INVALID}.
   */
  public static RecoveryCode parse(String typed) {
    if (typed.length() > 4 * DIGITS) {
      throw invalid("it is too long");
    }
    String digits =
        typed
            .toUpperCase(Locale.ROOT)
            .replaceAll("[\\s\\-_.,:]", "")
            .replace('0', 'O')
            .replace('1', 'I')
            .replace('8', 'B');
    if (!digits.matches("[A-Z2-7]*")) {
      throw invalid("it has letters and the digits 2 to 7 only");
    }
    if (digits.length() != DIGITS) {
      throw invalid("it has " + DIGITS + " letters and digits, not " + digits.length());
    }
    return new RecoveryCode(Secrets.of(BaseEncoding.base32().decode(digits)));
  }

  /** As it is printed: eight groups of four. Only for the eyes of its owner. */
  public String format() {
    String digits = BaseEncoding.base32().encode(Secrets.export(secret));
    return String.join("-", Splitter.fixedLength(GROUP).split(digits));
  }

  SecretBytes secret() {
    return secret;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecoveryCode that && secret.equalsSecretBytes(that.secret);
  }

  @Override
  public int hashCode() {
    // Of the type alone: a hash of the code would tell of it.
    return RecoveryCode.class.hashCode();
  }

  /** Shows nothing of it. */
  @Override
  public String toString() {
    return "RecoveryCode[redacted]";
  }

  private static SottoException invalid(String what) {
    return new SottoException(
            Reason.RECOVERY_CODE_INVALID, "the recovery code cannot be read: " + what)
        .field("recovery_code")
        .hint("it looks like ABCD-EFGH-…, eight groups of four");
  }
}
