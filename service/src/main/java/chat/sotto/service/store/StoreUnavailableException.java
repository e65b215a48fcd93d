package chat.sotto.service.store;

/**
 * The store cannot do its work now: the disk is full, the database is locked, input or output
 * failed, too many steps wait, or it is closed. The step has changed nothing; trying again later
 * may succeed. Thrown by reads; the failure of a write's future.
 */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure that the store found by itself. */
  public StoreUnavailableException(String message) {
    super(message);
  }

  /** A failure of what lies below. */
  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
