package chat.sotto.service.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A user name in its one form: {@code [a-z0-9][a-z0-9._-]{1,31}} after lower-casing
 * (docs/protocol.md, section 1).
 *
 * @param value the lower-case name
 */
public record Username(String value) implements Comparable<Username> {
  private static final int MAX_LENGTH = 32;
  private static final Pattern RULE = Pattern.compile("[a-z0-9][a-z0-9._-]{1,31}");

  /**
   * Takes a name that is already lower-case.
   *
   * @throws IllegalArgumentException if the name breaks the rule
   */
  public Username {
    if (!RULE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a user name");
    }
  }

  /** The name that somebody typed, lower-cased; empty when it breaks the rule. */
  public static Optional<Username> parse(String typed) {
    if (typed.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String lower = typed.toLowerCase(Locale.ROOT);
    return RULE.matcher(lower).matches() ? Optional.of(new Username(lower)) : Optional.empty();
  }

  /**
   * The name that somebody typed, lower-cased.
   *
   * @throws IllegalArgumentException if it breaks the rule
   */
  public static Username of(String typed) {
    return parse(typed).orElseThrow(() -> new IllegalArgumentException("not a user name"));
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
