package chat.sotto.client.password;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.List;
import java.util.Locale;

/**
 * Refuses passwords that are guessed soon: whoever has the server's disk can try them offline.
 *
 * <p>The estimate is zxcvbn's (Wheeler, USENIX Security 2016): 0 and 1 are refused, below a million
 * guesses.
 */
public final class PasswordStrength {
  private static final int MIN_SCORE = 2;

  /** The estimate's time grows with the square of the length, and nobody guesses so far. */
  private static final int MEASURED = 64;

  private PasswordStrength() {}

  /** Fails with {@link Reason#PASSWORD_TOO_WEAK}, with the estimate's advice as hint. */
  public static void check(Password password, Username user) {
    String text = password.text();
    String measured = text.substring(0, Math.min(MEASURED, text.length()));
    String lower = text.toLowerCase(Locale.ROOT);
    boolean mostlyName =
        lower.contains(user.value())
            && lower.length() - user.value().length() < Password.MIN_LENGTH / 2;
    Strength strength = new Zxcvbn().measure(measured, List.of(user.value(), "sotto"));
    try {
      if (mostlyName || strength.getScore() < MIN_SCORE) {
        throw weak(mostlyName ? "it is little more than the user name" : advice(strength));
      }
    } finally {
      strength.wipe();
    }
  }

  private static String advice(Strength strength) {
    String warning = strength.getFeedback().getWarning(Locale.ENGLISH);
    List<String> suggestions = strength.getFeedback().getSuggestions(Locale.ENGLISH);
    if (warning != null && !warning.isBlank()) {
      return lower(warning);
    }
    return suggestions.isEmpty() ? "make it longer" : lower(suggestions.get(0));
  }

  private static String lower(String sentence) {
    String text = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  private static SottoException weak(String hint) {
    return new SottoException(Reason.PASSWORD_TOO_WEAK, "the password is too easy to guess")
        .field("password")
        .hint(hint);
  }
}
