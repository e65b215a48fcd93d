package chat.sotto.client.model;

/**
 * Hears how far a file has come. Called often, from any thread, one call at a time; returns soon.
 */
@FunctionalInterface
public interface TransferListener {
  /** Hears nothing. */
  TransferListener NONE = (done, total) -> {};

  /**
   * So much has arrived on the other side.
   *
   * @param done bytes; smaller than before after the transfer had to begin anew
   * @param total bytes of the whole, always the same
   */
  void progress(long done, long total);
}
