package chat.sotto.client.model;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A user's name on a server: 2 to 32 characters, lower-case, unique, never used again after
 * deletion.
 */
public record Username(String value) implements Comparable<Username> {
  private static final Pattern RULE = Pattern.compile("[a-z0-9][a-z0-9._-]{1,31}");

  /**
   * Fails with {@link Reason#NAME_INVALID} when it breaks the rule of docs/protocol.md, section 1.
   */
  public Username {
    if (!RULE.matcher(value).matches()) {
      throw new SottoException(
              Reason.NAME_INVALID,
              "a user name is 2 to 32 of a-z, 0-9, '.', '_' and '-', and begins with a letter or digit")
          .field("username");
    }
  }

  /**
   * From what a person typed: blanks around it dropped, lower-cased; fails with {@link
   * Reason#NAME_INVALID}.
   */
  public static Username parse(String text) {
    return new Username(text.strip().toLowerCase(Locale.ROOT));
  }

  @Override
  public int compareTo(Username other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
