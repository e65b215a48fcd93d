package chat.sotto.mls;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.fixture.Names;
import chat.sotto.mls.fixture.Refusals;
import chat.sotto.mls.wire.Lifetime;
import chat.sotto.mls.wire.Proposal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Lifetimes bind those who send key packages; who comes late to them can still follow. */
class LifetimeTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long DAY = Duration.ofDays(1).toSeconds();

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final Room room =
      new Room(
          SUITE,
          GroupSettings.of(Names.BELIEVED)
              .withClock(now::get)
              .withMaxLifetime(Duration.ofDays(100)));

  private static Lifetime days(long from, long to) {
    return new Lifetime(START.getEpochSecond() + from * DAY, START.getEpochSecond() + to * DAY);
  }

  private Proposal add(String name, Lifetime lifetime) {
    return new Proposal.Add(room.client(name).keyPackage(lifetime).keyPackage());
  }

  private void goOn(int days) {
    now.set(START.plus(Duration.ofDays(days)));
  }

  @Test
  void process_commitWithAnAddThatHasExpiredSince_isFollowed() {
    room.add("alice", "bob");
    Group bob = room.group("bob");
    PendingCommit pending = room.group("alice").commit(add("carol", days(0, 10)));
    goOn(20);
    Group after = ((StagedCommit) bob.process(pending.message())).merge().getGroup();
    assertThat(after.members()).hasSize(3);
  }

  @Test
  void commit_proposalThatHasExpiredSince_isLeftOut() {
    room.add("alice", "bob");
    room.propose("bob", add("carol", days(0, 10)));
    goOn(20);
    PendingProposal expired = room.group("alice").proposals().get(0);
    Refusals.rejected(
        Check.LEAF_LIFETIME,
        () -> room.group("alice").commit(Changes.of().takingIn(List.of(expired.ref()))));
    room.commit("alice");
    assertThat(room.group("bob").members()).hasSize(2);
    room.propose("bob", add("carol", days(15, 25)));
    room.commit("alice");
    assertThat(room.group("bob").members()).hasSize(3);
  }

  @Test
  void send_keyPackageOutsideItsLifetime_isLeafLifetime() {
    for (Lifetime wrong : List.of(days(-10, -1), days(1, 10))) {
      Proposal add = add("bob", wrong);
      Refusals.rejected(Check.LEAF_LIFETIME, () -> room.group("alice").commit(add));
      Refusals.rejected(Check.LEAF_LIFETIME, () -> room.group("alice").propose(add));
    }
  }

  @Test
  void join_treeWithALifetimeThatIsTooLong_isLeafLifetimeLength() {
    Room lax =
        new Room(
            SUITE,
            GroupSettings.of(Names.BELIEVED)
                .withClock(now::get)
                .withMaxLifetime(Duration.ofDays(1000)));
    OwnKeyPackage bob = lax.client("bob").keyPackage(days(0, 500));
    lax.commit("alice", new Proposal.Add(bob.keyPackage()));
    Refusals.rejected(
        Check.LEAF_LIFETIME_LENGTH,
        () -> Group.joinExternally(room.client("carol"), lax.group("alice").groupInfo()));
  }
}
