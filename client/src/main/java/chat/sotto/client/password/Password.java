package chat.sotto.client.password;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** A password in Unicode form NFC, so that it is the same from every keyboard. */
public final class Password {
  /** The least number of characters (code points). */
  public static final int MIN_LENGTH = 8;

  private static final int MAX_LENGTH = 1024;

  private final String text;

  private Password(String text) {
    this.text = text;
  }

  /**
   * From what was typed, whole. Fails with {@link Reason#PASSWORD_TOO_SHORT}, or {@link
   * Reason#INVALID_FIELD} beyond 1,024 characters. Whether it is a good one is {@link
   * PasswordStrength}'s to say.
   */
  public static Password of(CharSequence typed) {
    if (typed.length() > MAX_LENGTH) {
      throw new SottoException(
              Reason.INVALID_FIELD, "the password is longer than " + MAX_LENGTH + " characters")
          .field("password");
    }
    String text = Normalizer.normalize(typed, Normalizer.Form.NFC);
    if (text.codePointCount(0, text.length()) < MIN_LENGTH) {
      throw new SottoException(
              Reason.PASSWORD_TOO_SHORT,
              "the password must have at least " + MIN_LENGTH + " characters")
          .field("password")
          .hint("three or four words that have nothing to do with each other are easy to keep");
    }
    return new Password(text);
  }

  byte[] utf8() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The password itself: for the derivation of keys, and for the process that holds the profile.
   */
  public String text() {
    return text;
  }

  /** Shows nothing of it. */
  @Override
  public String toString() {
    return "Password[redacted]";
  }
}
