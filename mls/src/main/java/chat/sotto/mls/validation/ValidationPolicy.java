package chat.sotto.mls.validation;

import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.port.CredentialPolicy;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What the RFC leaves to the application.
 *
 * @param credentials who is who
 * @param clock what time it is, for lifetimes
 * @param maxLifetimeSeconds the longest that the lifetime of a key package may be (§7.2), 64 bits
 *     without a sign
 */
public record ValidationPolicy(
    CredentialPolicy credentials, InstantSource clock, long maxLifetimeSeconds) {
  /** More than any lifetime. */
  public static final long ANY_LIFETIME = -1;

  /** A policy with a usual bound on lifetimes. */
  public static ValidationPolicy of(
      CredentialPolicy credentials, InstantSource clock, Duration maxLifetime) {
    if (maxLifetime.isNegative() || maxLifetime.isZero()) {
      throw new MisuseException("the longest lifetime is more than nothing");
    }
    return new ValidationPolicy(credentials, clock, maxLifetime.toSeconds());
  }
}
