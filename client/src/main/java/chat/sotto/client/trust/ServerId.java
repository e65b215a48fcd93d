package chat.sotto.client.trust;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.util.regex.Pattern;

/**
 * A server's short name: the first half of its CA fingerprint, 32 lower-case hexadecimal digits.
 */
public record ServerId(String value) {
  private static final Pattern RULE = Pattern.compile("[0-9a-f]{32}");

  /** Fails unless it is 32 lower-case hexadecimal digits. */
  public ServerId {
    if (!RULE.matcher(value).matches()) {
      throw new SottoException(
          Reason.BAD_RESPONSE, "a server id must be 32 lower-case hexadecimal digits");
    }
  }

  /** The DNS name that every certificate of this server carries, wherever the server runs. */
  public String hostName() {
    return value + ".sotto.internal";
  }

  @Override
  public String toString() {
    return value;
  }
}
