package chat.sotto.service.event;

import java.util.Locale;
import org.slf4j.event.Level;

/**
 * Everything that the server reports to its operator (docs/operating.md, "Logs"). The name in lower
 * case is the field {@code event} of a log line and the label of a counter: names stay.
 */
public enum Event {
  /** The server has begun. */
  STARTED(Level.INFO, "the server starts"),
  /** Its listeners are open. */
  LISTENING(Level.INFO, "listening"),
  /** The server's own certificate was made anew. */
  CERTIFICATE(Level.INFO, "a new server certificate"),
  /** The server ends: it takes nothing new, and says so. */
  DRAINING(Level.INFO, "the server ends; streams are told to go"),
  /** All is on disk and closed. */
  STOPPED(Level.INFO, "stopped"),

  /** A connection beyond the bound. */
  CONNECTION_REFUSED(Level.WARN, "a connection was turned away: too many are open"),
  /** A TLS handshake that came to nothing. */
  HANDSHAKE_FAILED(Level.INFO, "a handshake failed"),

  /** A new account. */
  REGISTERED(Level.INFO, "a user registered"),
  /** Somebody may not register. */
  REGISTRATION_REFUSED(Level.INFO, "a registration was refused"),
  /** A session was opened. */
  LOGGED_IN(Level.INFO, "a device logged in"),
  /** A session was ended by its device. */
  LOGGED_OUT(Level.INFO, "a device logged out"),
  /** A wrong password or recovery code. */
  WRONG_SECRET(Level.WARN, "a wrong password or recovery code"),
  /** Too many attempts or calls. */
  THROTTLED(Level.WARN, "an attempt came too early or too often"),
  /** A device that may not call: revoked, disabled, deleted, expired, without session. */
  DEVICE_REFUSED(Level.INFO, "a device was refused"),
  /** Somebody called what only operators may. */
  OPERATOR_REQUIRED(Level.WARN, "a call that only an operator may make was refused"),

  /** A user has a new password. */
  PASSWORD_CHANGED(Level.INFO, "a password was changed"),
  /** A user has a new password by the recovery code. */
  RECOVERED(Level.INFO, "an account was recovered"),
  /** A device got a new certificate. */
  CERTIFICATE_RENEWED(Level.INFO, "a device certificate was renewed"),
  /** A device may not call any more. */
  DEVICE_REVOKED(Level.INFO, "a device was revoked"),
  /** An account is gone. */
  ACCOUNT_DELETED(Level.INFO, "an account was deleted"),

  /** An operator made a join link. */
  INVITED(Level.INFO, "a join link was made"),
  /** An operator shut a user out. */
  USER_DISABLED(Level.INFO, "a user was disabled"),
  /** An operator let a user in again. */
  USER_ENABLED(Level.INFO, "a user was enabled"),
  /** An operator did something else. */
  OPERATED(Level.INFO, "an operator made a call"),

  /** Any call, when it has ended. */
  CALL(Level.DEBUG, "call");

  private final Level level;
  private final String text;

  Event(Level level, String text) {
    this.level = level;
    this.text = text;
  }

  /** How much an operator has to care. */
  public Level level() {
    return level;
  }

  /** For people. */
  public String text() {
    return text;
  }

  /** For programs. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
