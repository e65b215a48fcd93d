package chat.sotto.mls.group;

import chat.sotto.mls.codec.MlsWriter;

/**
 * Where a state is written to: what may be seen apart from what may not, so that after restoring
 * nothing public holds on to bytes that were secret.
 *
 * @param open what is no secret
 * @param secret what is
 */
public record Shelf(MlsWriter open, MlsWriter secret) {
  /** An empty one. */
  public Shelf() {
    this(new MlsWriter(4096), new MlsWriter(4096));
  }
}
