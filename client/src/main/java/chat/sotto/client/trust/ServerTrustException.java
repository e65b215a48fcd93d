package chat.sotto.client.trust;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a server's certificate was refused, before a byte of the user's was sent. TLS libraries wrap
 * it; {@link #find} gets it back.
 */
public abstract sealed class ServerTrustException extends CertificateException {
  private final Reason reason;
  private final String hint;

  private ServerTrustException(Reason reason, String message, String hint) {
    super(message);
    this.reason = reason;
    this.hint = hint;
  }

  /** The same for the user. */
  public SottoException toSottoException() {
    String message = getMessage();
    return new SottoException(reason, message == null ? reason.name() : message)
        .hint(hint)
        .cause(this);
  }

  /** The refusal among an exception's causes. */
  public static Optional<ServerTrustException> find(@Nullable Throwable thrown) {
    Throwable current = thrown;
    for (int depth = 0; current != null && depth < 32; depth++) {
      if (current instanceof ServerTrustException refusal) {
        return Optional.of(refusal);
      }
      current = current.getCause();
    }
    return Optional.empty();
  }

  /** No CA of the chain has the pinned key. */
  public static final class WrongFingerprint extends ServerTrustException {
    WrongFingerprint() {
      super(
          Reason.WRONG_SERVER,
          "this is not the server of the join link: its certificate authority has another fingerprint",
          "check the link with whoever gave it to you; somebody may be in between");
    }
  }

  /** The leaf is not signed by the pinned CA. */
  public static final class NotSignedByCa extends ServerTrustException {
    NotSignedByCa() {
      super(
          Reason.WRONG_SERVER,
          "the server's certificate is not signed by its certificate authority",
          "somebody may be in between; tell the server's operator");
    }
  }

  /** The leaf was issued for another server id. */
  public static final class WrongServerName extends ServerTrustException {
    WrongServerName() {
      super(
          Reason.WRONG_SERVER,
          "the server's certificate is for another server",
          "somebody may be in between; tell the server's operator");
    }
  }

  /** The leaf may not be used by servers: a user poses as one. */
  public static final class NotAServer extends ServerTrustException {
    NotAServer() {
      super(
          Reason.NOT_A_SERVER,
          "the certificate that was shown belongs to no server",
          "a user of the server may be posing as it; tell the server's operator");
    }
  }

  /** The leaf's time is over, by this machine's clock. */
  public static final class Expired extends ServerTrustException {
    Expired(Instant end, Instant now) {
      super(
          Reason.SERVER_CERTIFICATE_EXPIRED,
          "the server's certificate expired at " + end + "; this machine's clock says " + now,
          "check your clock; if it is right, the server must be restarted");
    }
  }

  /** The leaf's time has not begun, by this machine's clock. */
  public static final class NotYetValid extends ServerTrustException {
    NotYetValid(Instant begin, Instant now) {
      super(
          Reason.SERVER_CERTIFICATE_NOT_YET_VALID,
          "the server's certificate is valid from " + begin + "; this machine's clock says " + now,
          "check your clock");
    }
  }

  /** A chain that is empty, too long, or holds what cannot be read. */
  public static final class Unreadable extends ServerTrustException {
    Unreadable(String message) {
      super(Reason.WRONG_SERVER, message, "check that the address is that of a Sotto server");
    }
  }
}
