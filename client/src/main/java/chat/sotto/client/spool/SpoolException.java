package chat.sotto.client.spool;

import chat.sotto.client.model.SottoException;
import java.io.IOException;

/** A file in the spool cannot be followed any further; the cause says why. */
public final class SpoolException extends IOException {
  private final SottoException failure;

  SpoolException(SottoException failure) {
    super(failure.getMessage(), failure);
    this.failure = failure;
  }

  /** Why. */
  public SottoException failure() {
    return failure;
  }
}
