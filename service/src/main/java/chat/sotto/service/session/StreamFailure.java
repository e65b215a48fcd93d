package chat.sotto.service.session;

/** Why the server ends a stream other than well. */
public enum StreamFailure {
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
