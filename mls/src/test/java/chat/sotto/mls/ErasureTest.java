package chat.sotto.mls;

import static chat.sotto.mls.Room.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.fixture.Names;
import chat.sotto.mls.group.GroupState;
import chat.sotto.mls.wire.Proposal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Secrets go when their epoch is left, and not before. */
class ErasureTest {
  private static boolean erased(GroupState state) {
    boolean first = state.secrets().initSecret().isErased();
    assertThat(state.secrets().membershipKey().isErased()).isEqualTo(first);
    assertThat(state.secrets().senderDataSecret().isErased()).isEqualTo(first);
    assertThat(state.secrets().exporterSecret().isErased()).isEqualTo(first);
    assertThat(state.secrets().resumptionPsk().isErased()).isEqualTo(first);
    return first;
  }

  private static boolean leafErased(GroupState state) {
    return state.keys().leafKeys().privateKey().isErased();
  }

  @Test
  void merge_ownCommit_erasesTheOldEpoch() {
    Room room = Room.usual("bob");
    PendingCommit pending = room.group("alice").commit();
    GroupState old = pending.group().state();
    assertThat(erased(old)).isFalse();
    Group after = pending.merge();
    assertThat(erased(old)).isTrue();
    assertThat(leafErased(old)).isTrue();
    assertThat(erased(after.state())).isFalse();
    assertThat(leafErased(after.state())).isFalse();
  }

  @Test
  void process_commit_erasesNothingUntilItIsMerged() {
    Room room = Room.usual("bob");
    Group bob = room.group("bob");
    StagedCommit staged = (StagedCommit) bob.process(room.group("alice").commit().message());
    assertThat(erased(bob.state())).isFalse();
    Group after = staged.merge().getGroup();
    assertThat(erased(bob.state())).isTrue();
    assertThat(leafErased(after.state())).isFalse();
  }

  @Test
  void discard_stagedCommit_erasesWhatItWouldHaveBegun() {
    Room room = Room.usual("bob");
    Group bob = room.group("bob");
    PendingCommit pending = room.group("alice").commit();
    StagedCommit dropped = (StagedCommit) bob.process(pending.message());
    GroupState next = dropped.next().orElseThrow();
    dropped.discard();
    assertThat(erased(next)).isTrue();
    assertThat(leafErased(bob.state())).isFalse();
    assertThatExceptionOfType(MisuseException.class).isThrownBy(dropped::merge);
    assertThatExceptionOfType(MisuseException.class).isThrownBy(dropped::discard);
    StagedCommit again = (StagedCommit) bob.process(pending.message());
    Group after = again.merge().getGroup();
    assertThatExceptionOfType(MisuseException.class).isThrownBy(again::discard);
    assertThat(erased(after.state())).isFalse();
    assertThat(after.epochAuthenticator()).isEqualTo(pending.merge().epochAuthenticator());
    after.protect(Room.text("still good"));
  }

  @Test
  void discard_stagedCommitOfAnOwnUpdate_keepsTheKeysOfTheUpdate() {
    Room room = Room.usual("bob");
    room.take("bob", room.group("bob").proposeUpdate());
    PendingCommit pending = room.group("alice").commit();
    Group bob = room.group("bob");
    ((StagedCommit) bob.process(pending.message())).discard();
    Group after = ((StagedCommit) bob.process(pending.message())).merge().getGroup();
    Group alice = pending.merge();
    assertThat(after.epochAuthenticator()).isEqualTo(alice.epochAuthenticator());
    assertThat(leafErased(after.state())).isFalse();
  }

  @Test
  void merge_anothersCommit_erasesThePendingOne() {
    Room room = Room.usual("bob");
    PendingCommit mine = room.group("alice").commit();
    PendingCommit theirs = room.group("bob").commit();
    GroupState next = mine.next();
    Room.follow(mine.group().process(theirs.message()));
    assertThat(erased(next)).isTrue();
    assertThat(leafErased(next)).isTrue();
  }

  @Test
  void pendingJoin_mergedOrDiscarded_isOver() {
    Room room = Room.usual();
    PendingJoin join = Group.joinExternally(room.client("bob"), room.group("alice").groupInfo());
    Group joined = join.merge();
    assertThatExceptionOfType(MisuseException.class).isThrownBy(join::merge);
    assertThatExceptionOfType(MisuseException.class).isThrownBy(join::discard);
    assertThat(erased(joined.state())).isFalse();
    PendingJoin other = Group.joinExternally(room.client("carol"), room.group("alice").groupInfo());
    other.discard();
    assertThatExceptionOfType(MisuseException.class).isThrownBy(other::merge);
    assertThatExceptionOfType(MisuseException.class).isThrownBy(other::groupInfo);
  }

  @Test
  void discard_pendingCommit_keepsTheCurrentEpoch() {
    Room room = Room.usual("bob");
    PendingCommit mine = room.group("alice").commit(new Proposal.Remove(room.leaf("bob")));
    GroupState next = mine.next();
    Group after = mine.discard();
    assertThat(erased(next)).isTrue();
    assertThat(erased(after.state())).isFalse();
    assertThat(leafErased(after.state())).isFalse();
    assertThat(after.commit(after.resumption(after.epoch())).merge().members()).hasSize(2);
  }

  @Test
  void merge_commitThatRemovesOneself_erasesEverything() {
    Room room = Room.usual("bob");
    room.commit("alice");
    Group bob = room.group("bob");
    room.commit("alice", new Proposal.Remove(room.leaf("bob")));
    assertThat(erased(bob.state())).isTrue();
    assertThat(bob.state().keys().asMap().values())
        .extracting(HpkeKeyPair::privateKey)
        .allMatch(key -> key.isErased());
    assertThat(bob.state().past().list()).isNotEmpty();
    assertThat(bob.state().past().list()).allMatch(past -> past.senderDataSecret().isErased());
    assertThat(
            bob.state()
                .resumption()
                .before(id -> Optional.empty())
                .find(((Proposal.PreSharedKey) bob.resumption(bob.epoch())).id())
                .orElseThrow()
                .isErased())
        .isTrue();
  }

  @Test
  void merge_moreEpochsThanAreKept_erasesTheOldest() {
    Room room =
        new Room(
            CipherSuite.X25519_AES128GCM_SHA256_ED25519,
            GroupSettings.of(Names.BELIEVED).withEpochsKept(1, 1));
    room.add("alice", "bob");
    room.commit("alice");
    var past = room.group("bob").state().past().list().get(0);
    assertThat(past.senderDataSecret().isErased()).isFalse();
    room.commit("alice");
    assertThat(past.senderDataSecret().isErased()).isTrue();
    assertThat(room.group("bob").state().past().list()).hasSize(1);
  }

  @Test
  void propose_update_erasesItsKeysWhenNobodyCommitsIt() {
    Room room = Room.usual("bob");
    Group bob = room.group("bob").proposeUpdate().group();
    HpkeKeyPair proposed = bob.state().proposedLeaves().values().iterator().next().keys();
    room.members.put("bob", bob);
    room.commit("alice");
    assertThat(proposed.privateKey().isErased()).isTrue();
  }

  @Test
  void toString_ofWhatHoldsSecrets_doesNotTell() {
    Room room = Room.usual("bob");
    Sent sent = room.group("bob").protect(text("a secret message"));
    Received read = room.group("alice").process(sent.message());
    assertThat(read.toString() + sent + room.client("bob") + room.client("bob").keyPackage())
        .doesNotContain("a secret message")
        .doesNotContain(text("a secret message").toHex());
  }
}
