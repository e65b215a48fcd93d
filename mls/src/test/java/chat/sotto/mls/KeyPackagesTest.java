package chat.sotto.mls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.fixture.Names;
import chat.sotto.mls.fixture.Refusals;
import chat.sotto.mls.group.Grease;
import chat.sotto.mls.wire.Capabilities;
import chat.sotto.mls.wire.CipherSuiteId;
import chat.sotto.mls.wire.CredentialType;
import chat.sotto.mls.wire.Extension;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.LeafNodeSource;
import chat.sotto.mls.wire.Lifetime;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Key packages: how long they are good, how often, and what they carry that means nothing. */
class KeyPackagesTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  private static final GroupSettings SETTINGS =
      GroupSettings.of(Names.BELIEVED).withClock(() -> NOW);

  private static Lifetime lifetime(Duration from, Duration to) {
    return new Lifetime(NOW.plus(from).getEpochSecond(), NOW.plus(to).getEpochSecond());
  }

  private static Lifetime lifetimeOf(OwnKeyPackage own) {
    return ((LeafNodeSource.KeyPackage) own.keyPackage().leafNode().source()).lifetime();
  }

  @Test
  void keyPackage_usual_isValidNowAndAsLongAsIsAccepted() {
    Client bob = Client.generate(SUITE, Names.credential("bob"), SETTINGS);
    Lifetime usual = lifetimeOf(bob.keyPackage());
    assertThat(usual.contains(NOW)).isTrue();
    assertThat(usual.seconds()).isEqualTo(Client.USUAL_LIFETIME.toSeconds());
    Client strict = bob.withSettings(SETTINGS.withMaxLifetime(Duration.ofDays(2)));
    assertThat(lifetimeOf(strict.keyPackage()).seconds()).isEqualTo(2 * 86_400);
  }

  @Test
  void commit_addOutsideOfTheLifetime_isRefused() {
    Room room = new Room(SUITE, SETTINGS);
    Client bob = room.client("bob");
    Duration day = Duration.ofDays(1);
    OwnKeyPackage over = bob.keyPackage(lifetime(day.multipliedBy(-2), day.negated()));
    OwnKeyPackage early = bob.keyPackage(lifetime(day, day.multipliedBy(2)));
    OwnKeyPackage endless = bob.keyPackage(lifetime(day.negated(), day.multipliedBy(200)));
    Group alice = room.group("alice");
    Refusals.rejected(Check.LEAF_LIFETIME, () -> alice.commit(new Proposal.Add(over.keyPackage())));
    Refusals.rejected(
        Check.LEAF_LIFETIME, () -> alice.commit(new Proposal.Add(early.keyPackage())));
    Refusals.rejected(
        Check.LEAF_LIFETIME_LENGTH, () -> alice.commit(new Proposal.Add(endless.keyPackage())));
  }

  @Test
  void keyPackage_onceUsed_isErased() {
    Room room = Room.usual();
    Client bob = room.client("bob");
    OwnKeyPackage once = bob.keyPackage();
    assertThat(once.isLastResort()).isFalse();
    PendingCommit pending = room.commit("alice", new Proposal.Add(once.keyPackage()));
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> Group.join(room.client("carol"), once, Room.welcome(pending)));
    Group.join(bob, once, Room.welcome(pending));
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> Group.join(bob, once, Room.welcome(pending)));
  }

  @Test
  void keyPackage_ofLastResort_servesAgain() {
    Room room = Room.usual();
    Client alice = room.client("alice");
    Client bob = room.client("bob");
    OwnKeyPackage often = bob.lastResortKeyPackage(lifetimeOf(bob.keyPackage()));
    assertThat(often.isLastResort()).isTrue();
    for (int i = 0; i < 2; i++) {
      PendingCommit pending =
          Group.create(alice, new GroupId(Room.text("group " + i)))
              .commit(new Proposal.Add(often.keyPackage()));
      Group joined = Group.join(bob, often, Room.welcome(pending));
      // The group erases the keys that it leaves, and the key package has its own.
      PendingCommit next = pending.merge().commit();
      Group followed = Room.follow(joined.process(next.message())).getGroup();
      assertThat(followed.commit().merge().members()).hasSize(2);
      assertThat(next.merge().members()).hasSize(2);
    }
    often.erase();
    assertThatExceptionOfType(MisuseException.class).isThrownBy(often::serialize);
  }

  @Test
  void capabilities_ofAClient_haveValuesThatMeanNothing() {
    OwnKeyPackage own = Client.generate(SUITE, Names.credential("bob"), SETTINGS).keyPackage();
    Capabilities capabilities = own.keyPackage().leafNode().capabilities();
    assertThat(capabilities.cipherSuites().stream().map(CipherSuiteId::value))
        .anyMatch(Grease::isGrease)
        .contains(1, 2, 3, 5, 7);
    assertThat(capabilities.proposals().stream().map(ProposalType::value))
        .anyMatch(Grease::isGrease);
    assertThat(capabilities.credentials().stream().map(CredentialType::value))
        .anyMatch(Grease::isGrease);
    ExtensionType type = own.keyPackage().extensions().list().get(0).type();
    assertThat(Grease.isGrease(type.value())).isTrue();
    assertThat(capabilities.extensions()).contains(type);
    assertThat(own.keyPackage().leafNode().extensions().find(type)).isPresent();
  }

  @Test
  void groupInfo_ofAMember_hasAnExtensionThatMeansNothing() {
    Group alice = Room.usual().group("alice");
    Set<Integer> places = new HashSet<>();
    for (int i = 0; i < 64; i++) {
      List<Extension> extensions = alice.groupInfo().extensions().list();
      assertThat(extensions).hasSize(3).filteredOn(KeyPackagesTest::meansNothing).hasSize(1);
      IntStream.range(0, 3).filter(at -> meansNothing(extensions.get(at))).forEach(places::add);
    }
    assertThat(places).containsExactlyInAnyOrder(0, 1, 2);
  }

  private static boolean meansNothing(Extension extension) {
    return Grease.isGrease(extension.type().value());
  }

  @Test
  void isGrease_ofAllValues_isTrueForFifteen() {
    assertThat(IntStream.range(0, 0x10000).filter(Grease::isGrease).toArray())
        .containsExactly(
            0x0a0a, 0x1a1a, 0x2a2a, 0x3a3a, 0x4a4a, 0x5a5a, 0x6a6a, 0x7a7a, 0x8a8a, 0x9a9a, 0xaaaa,
            0xbaba, 0xcaca, 0xdada, 0xeaea);
  }
}
