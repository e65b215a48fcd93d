package chat.sotto.client.diagnosis;

import chat.sotto.client.model.SottoException;

/** A probe found what is wrong. */
final class ProbeFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final Ailment ailment;
  private final String facts;

  ProbeFailure(Ailment ailment, String facts) {
    super(facts);
    this.ailment = ailment;
    this.facts = facts;
  }

  /** What another part of this library has found. */
  static ProbeFailure of(SottoException failure) {
    Ailment ailment = Ailment.of(failure);
    ProbeFailure probe =
        new ProbeFailure(
            ailment,
            ailment == Ailment.UNEXPECTED
                ? failure.getMessage() + " (" + failure.reason() + ")"
                : failure.getMessage());
    probe.initCause(failure);
    return probe;
  }

  Ailment ailment() {
    return ailment;
  }

  String facts() {
    return facts;
  }
}
