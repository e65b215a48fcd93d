package chat.sotto.service.usecase.account;

/** Who may register. */
public enum RegistrationPolicy {
  /** Whoever has a join token. */
  INVITE,
  /** Anybody who reaches the listener. */
  OPEN,
  /** Nobody. */
  CLOSED
}
