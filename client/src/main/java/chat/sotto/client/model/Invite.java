package chat.sotto.client.model;

import java.time.Instant;

/**
 * A counted join link that expires. Whoever has the link can register.
 *
 * @param link the whole link, {@code sotto://HOST:PORT/#FINGERPRINT.TOKEN}
 * @param uses how many may register with it
 * @param expires when it ends, by the server's clock
 */
public record Invite(String link, int uses, Instant expires) {
  /** Without the link, which is a permission. */
  @Override
  public String toString() {
    return "Invite[uses=" + uses + ", expires=" + expires + "]";
  }
}
