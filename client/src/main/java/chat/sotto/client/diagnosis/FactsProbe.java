package chat.sotto.client.diagnosis;

import chat.sotto.client.model.SottoException;
import chat.sotto.client.transport.Endpoint;
import chat.sotto.client.transport.EnrollmentConnection;
import chat.sotto.client.transport.ServerFacts;
import chat.sotto.client.trust.CaFingerprint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Asks a server that holds its pin what it says about itself. Sends nothing of the user's. */
final class FactsProbe {
  private FactsProbe() {}

  /**
   * The server's facts.
   *
   * @param ahead by how much its clock is ahead of this machine's; negative: behind
   */
  record Facts(ServerFacts server, Duration ahead) {}

  /**
   * Asks.
   *
   * @param trusting accepts the server's certificate
   * @param clock this machine's
   */
  static Facts ask(
      Endpoint enrollment, CaFingerprint pinned, InstantSource trusting, InstantSource clock)
      throws ProbeFailure {
    try (EnrollmentConnection connection =
        EnrollmentConnection.open(enrollment, pinned, trusting)) {
      Instant before = clock.instant();
      ServerFacts facts = connection.serverFacts();
      // The answer was given somewhere in between.
      Instant middle = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
      return new Facts(facts, Duration.between(middle, facts.time()));
    } catch (SottoException e) {
      throw ProbeFailure.of(e);
    }
  }
}
