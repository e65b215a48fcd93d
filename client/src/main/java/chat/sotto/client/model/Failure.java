package chat.sotto.client.model;

/** What kind of failure a {@link SottoException} is; decides the exit code of a command. */
public enum Failure {
  /** Anything that fits nowhere else, our own bugs included. */
  FAILED(1),
  /** An argument breaks its rule; another one helps. */
  USAGE(2),
  /** Not logged in, or not any more; wrong password. */
  NOT_AUTHENTICATED(3),
  /** No such thing, or not for this user to see. */
  NOT_FOUND(4),
  /** Understood, and not allowed: pending, policy, blocked, exists already, limit. */
  REFUSED(5),
  /** The server does not answer, or cannot now; trying again later helps. */
  UNREACHABLE(6),
  /** Somebody may be attacking: pin, certificate, attestation or log. */
  SECURITY(7);

  private final int exitCode;

  Failure(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The exit code of a command that ends with this failure, 1 to 7. */
  public int exitCode() {
    return exitCode;
  }
}
