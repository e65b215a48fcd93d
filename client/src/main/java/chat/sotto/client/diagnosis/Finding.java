package chat.sotto.client.diagnosis;

import java.util.Optional;

/**
 * What one step found.
 *
 * @param check the step
 * @param status how it went
 * @param ailment what is wrong, or worth knowing; empty if all is well
 * @param message the facts, lower-case; what a peer said in it is bounded, and not to be trusted on
 *     a terminal
 */
public record Finding(Check check, Status status, Optional<Ailment> ailment, String message) {
  /** How a step went. */
  public enum Status {
    /** As it should. */
    OK,
    /** Something is not as it should be, and does no harm now. */
    NOTE,
    /** Here is what has to be mended. */
    FAILED
  }

  /** All is well. */
  static Finding ok(Check check, String message) {
    return new Finding(check, Status.OK, Optional.empty(), message);
  }

  /** It works, but. */
  static Finding note(Check check, Ailment ailment, String message) {
    return new Finding(check, Status.NOTE, Optional.of(ailment), message);
  }

  /** It does not. */
  static Finding failed(Check check, Ailment ailment, String message) {
    return new Finding(check, Status.FAILED, Optional.of(ailment), message);
  }

  /** Whether nothing has to be mended. */
  public boolean isOk() {
    return status != Status.FAILED;
  }
}
