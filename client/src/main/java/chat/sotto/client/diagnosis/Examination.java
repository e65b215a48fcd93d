package chat.sotto.client.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One run: what was found so far, told as it is found. */
final class Examination {
  private final List<Finding> findings = new ArrayList<>();
  private final Consumer<Finding> heard;

  Examination(Consumer<Finding> heard) {
    this.heard = heard;
  }

  /** One that nobody hears. */
  static Examination quiet() {
    return new Examination(finding -> {});
  }

  /**
   * Takes a step.
   *
   * @throws ProbeFailure what it found, once it is told
   */
  <T> T step(Check check, Probe<T> probe) throws ProbeFailure {
    try {
      Seen<T> seen = probe.look();
      tell(seen.finding(check));
      return seen.value();
    } catch (ProbeFailure e) {
      tell(Finding.failed(check, e.ailment(), e.facts()));
      throw e;
    }
  }

  void tell(Finding finding) {
    findings.add(finding);
    heard.accept(finding);
  }

  Diagnosis diagnosis() {
    return new Diagnosis(findings);
  }

  /** Looks at one thing. */
  @FunctionalInterface
  interface Probe<T> {
    Seen<T> look() throws ProbeFailure;
  }
}
