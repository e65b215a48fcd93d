package chat.sotto.client.model;

/** A listener's hold on an account. */
public interface Subscription extends AutoCloseable {

  /**
   * No event follows but, perhaps, the one that is being handed over at this moment. Idempotent.
   */
  @Override
  void close();
}
