package chat.sotto.service.session;

/** Why the server ends a stream other than well. */
public enum StreamFailure {
  /** It did not begin in time. */
  HELLO_EXPECTED,
  /** The certificate that its connection has shown is out of date. */
  CERTIFICATE_EXPIRED,
  /** Logged out, expired. */
  SESSION_INVALID,
  DEVICE_REVOKED,
  USER_DISABLED,
  ACCOUNT_DELETED,
  /** The server drains. */
  GOING_AWAY,
  /** A position beyond the log's end. */
  POSITION_FROM_FUTURE,
  /** The store does not answer. */
  STORE_UNAVAILABLE,
  /** Our bug. */
  INTERNAL
}
