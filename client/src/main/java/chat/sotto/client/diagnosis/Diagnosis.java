package chat.sotto.client.diagnosis;

import chat.sotto.client.model.SottoException;
import java.util.List;
import java.util.Optional;

/** What an examination found, step by step. */
public record Diagnosis(List<Finding> findings) {
  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /** The first thing that has to be mended; empty if nothing has to. */
  public Optional<Finding> firstFailure() {
    return findings.stream().filter(finding -> !finding.isOk()).findFirst();
  }

  /** The same as the failure of a command: reason, what was found and why, and what helps. */
  public Optional<SottoException> verdict() {
    return firstFailure()
        .flatMap(
            finding ->
                finding
                    .ailment()
                    .map(
                        ailment ->
                            SottoException.named(
                                    ailment.name(),
                                    ailment.failure(),
                                    finding.message() + "; " + ailment.cause())
                                .hint(ailment.cure())));
  }
}
