package chat.sotto.client.profile;

import com.google.crypto.tink.util.SecretBytes;

/**
 * A session with the server.
 *
 * @param token 32 bytes
 * @param operator whether it may call the operator's service
 */
public record SessionToken(SecretBytes token, boolean operator) {
  /** Without the token. */
  @Override
  public String toString() {
    return "SessionToken[operator=" + operator + "]";
  }
}
