package chat.sotto.client.model;

/** A listener's hold on an account. */
public interface Subscription extends AutoCloseable {

  /** No event is begun after this returns. Idempotent. */
  @Override
  void close();
}
