package chat.sotto.cli.output;

import chat.sotto.client.model.Failure;
import chat.sotto.client.model.SottoException;

/**
 * What the program tells whoever started it. The other codes, 1 to 7, are those of {@link Failure}.
 */
public final class ExitCode {
  /** Done. */
  public static final int DONE = 0;

  /** Our own bugs, and what fits nowhere else. */
  public static final int FAILED = Failure.FAILED.exitCode();

  /** Arguments that cannot be understood. */
  public static final int USAGE = Failure.USAGE.exitCode();

  private ExitCode() {}

  /** The code that a failure ends with. */
  public static int of(SottoException failure) {
    return failure.failure().exitCode();
  }
}
