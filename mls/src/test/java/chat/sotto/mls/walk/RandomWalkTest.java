package chat.sotto.mls.walk;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.GroupSettings.Handshakes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.fixture.WithConscrypt;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever happens in whatever order: who should agree does, and who was removed reads nothing.
 * Keys are random, what is done is not: {@code -Dmls.walk.seed} does the same things again.
 */
@WithConscrypt
class RandomWalkTest {
  @ParameterizedTest
  @CsvSource({"1, 50, ENCRYPTED, 1000", "2, 8, SIGNED, 2000"})
  void walk_ofManySteps_membersAgreeAndNobodyElseReads(
      long seed, int members, Handshakes handshakes, int steps) {
    walk(seed, members, handshakes, steps);
  }

  /** Longer, and another way each time. */
  @Test
  @Tag("soak")
  void walk_ofAnotherSeedEachTime_membersAgreeAndNobodyElseReads() {
    long seed = Long.getLong("mls.walk.seed", new Random().nextLong());
    walk(seed, 50, Handshakes.ENCRYPTED, Integer.getInteger("mls.walk.steps", 20_000));
  }

  private static void walk(long seed, int members, Handshakes handshakes, int steps) {
    Walk walk = new Walk(seed, members, CipherSuite.X25519_AES128GCM_SHA256_ED25519, handshakes);
    int step = 0;
    try {
      for (; step < steps; step++) {
        walk.step();
      }
      walk.settle();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("in step " + step + " of the walk with seed " + seed, e);
    }
    assertThat(walk.counts())
        .containsKeys(
            "said",
            "opened or given up",
            "proposed",
            "committed",
            "refused",
            "joined by welcome",
            "joined externally",
            "joined again after a loss",
            "removed",
            "renewed",
            "stored and restored",
            "settled");
  }
}
