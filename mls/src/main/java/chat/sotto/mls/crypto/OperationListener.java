package chat.sotto.mls.crypto;

/** Is told of each costly operation, so that costs can be counted rather than timed. */
@FunctionalInterface
public interface OperationListener {
  /** Nobody. */
  OperationListener NONE = operation -> {};

  /** One was performed. */
  void performed(Operation operation);
}
