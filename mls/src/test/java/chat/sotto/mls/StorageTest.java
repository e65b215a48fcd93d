package chat.sotto.mls;

import static chat.sotto.mls.Room.read;
import static chat.sotto.mls.Room.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.crypto.SignatureKeyPair;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.fixture.Names;
import chat.sotto.mls.group.GroupState;
import chat.sotto.mls.group.PastEpochs;
import chat.sotto.mls.group.StoredState;
import chat.sotto.mls.tree.TreeKeys;
import chat.sotto.mls.wire.CipherSuiteId;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProtocolVersion;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored between two steps goes on as if it had not been. */
class StorageTest {
  private static final GroupSettings SETTINGS = GroupSettings.of(Names.BELIEVED);
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;

  /** Stores the groups of some between any two of their steps. */
  private static Room room(CipherSuite suite, GroupSettings settings, Set<String> stored) {
    Room room = new Room(suite, settings);
    room.between =
        (name, group) ->
            stored.contains(name) ? Group.restore(group.serialize(), group.settings()) : group;
    return room;
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "bob", "carol", "alice bob carol dave"})
  void scene_storedBetweenAnyTwoSteps_goesOnAsIfItWasNot(String stored) {
    for (GroupSettings.Handshakes form : GroupSettings.Handshakes.values()) {
      play(room(SUITE, SETTINGS.withHandshakes(form), Set.of(stored.split(" ", -1))));
    }
  }

  @ParameterizedTest
  @EnumSource
  void scene_inEverySuite_goesOnAsIfItWasNot(CipherSuite suite) {
    Room room = room(suite, SETTINGS, Set.of("alice", "bob"));
    room.add("alice", "bob", "carol");
    room.say("bob", "hello");
    room.commit("alice");
    room.say("alice", "hello again");
    room.agree();
  }

  // What was stored by somebody else than this engine.

  private static GroupState with(GroupState state, TreeKeys keys, List<PastEpochs.Past> past) {
    return new GroupState(
        state.settings(),
        state.identity(),
        state.context(),
        state.tree(),
        keys,
        state.secrets(),
        state.messageKeys(),
        state.transcript(),
        state.confirmationTag(),
        state.proposals(),
        state.proposedLeaves(),
        state.resumption(),
        new PastEpochs(past),
        state.continuation());
  }

  private static void restore(GroupState state) {
    Secret stored =
        Storage.store(
            Storage.Kind.GROUP,
            SUITE,
            shelf -> {
              StoredState.write(state, Optional.empty(), shelf);
              shelf.open().writeUint8(0);
            });
    assertThat(Group.restore(stored, SETTINGS).epoch()).isEqualTo(state.context().epoch());
  }

  @Test
  void restore_pastEpochsThatCannotBe_isMalformed() {
    Room room = Room.usual("bob");
    room.commit("alice");
    room.commit("alice");
    GroupState state = room.group("bob").state();
    PastEpochs.Past older = state.past().list().get(0);
    PastEpochs.Past later = state.past().list().get(1);
    PastEpochs.Past now =
        new PastEpochs.Past(
            state.context(), state.tree(), later.senderDataSecret(), later.messageKeys());
    restore(with(state, state.keys(), List.of(older, later)));
    for (List<PastEpochs.Past> wrong :
        List.of(
            List.of(later, older),
            List.of(later, later),
            List.of(now),
            Collections.nCopies(PastEpochs.MOST + 1, older))) {
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> restore(with(state, state.keys(), wrong)));
    }
  }

  @Test
  void restore_privateKeyOfAnotherPair_isMalformed() {
    GroupState state = Room.usual("bob").group("bob").state();
    HpkeKeyPair mixed =
        new HpkeKeyPair(
            state.keys().leafKeys().publicKey(), state.crypto().generateKeyPair().privateKey());
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> restore(with(state, TreeKeys.of(state.self(), mixed), List.of())));
  }

  @Test
  void settings_moreEpochsThanAreStored_isMisuse() {
    assertThat(SETTINGS.withEpochsKept(64, 1024).pastEpochs()).isEqualTo(PastEpochs.MOST);
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> SETTINGS.withEpochsKept(65, 8));
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> SETTINGS.withEpochsKept(3, 1025));
  }

  private static void play(Room room) {
    room.add("alice", "bob", "carol", "dave");
    Epoch first = room.group("alice").epoch();
    // Skipped message keys.
    Sent one = room.group("bob").protect(text("one"));
    room.members.put("bob", one.group());
    Sent two = room.group("bob").protect(text("two"));
    Sent three = two.group().protect(text("three"));
    room.members.put("bob", three.group());
    room.members.put("alice", read(room.group("alice"), two.message()).group());
    room.members.put("alice", read(room.group("alice"), one.message()).group());
    // Proposals that wait, an own update among them.
    room.take("bob", room.group("bob").proposeUpdate());
    room.take("carol", room.group("carol").proposeUpdate());
    room.propose("carol", new Proposal.Remove(room.leaf("dave")));
    // A commit that is pending, and one that loses against it.
    room.members.put("carol", room.group("carol").commit().group());
    PendingCommit winner = room.group("alice").commit();
    room.members.put("alice", winner.group());
    room.deliver("alice", winner.message());
    room.members.put("alice", room.group("alice").pending().orElseThrow().merge());
    room.agree();
    assertThat(room.group("carol").pending()).isEmpty();
    // The resumption key of an epoch that was left.
    room.commit("carol");
    room.commit("bob", room.group("bob").resumption(first));
    room.agree();
    // A message that comes late.
    Received.Application late = read(room.group("alice"), three.message());
    assertThat(Names.of(late.sender().credential())).isEqualTo("bob");
    room.members.put("alice", late.group());
    room.joinExternally("dave", "carol");
    room.say("dave", "I am back");
    room.commit("dave", new Proposal.Remove(room.leaf("bob")));
    room.agree();
  }

  @Test
  void keyPackageAndPendingJoin_stored_leadIntoTheGroup() {
    Room room = Room.usual();
    OwnKeyPackage bob = OwnKeyPackage.restore(room.client("bob").keyPackage().serialize());
    PendingCommit pending = room.commit("alice", new Proposal.Add(bob.keyPackage()));
    room.members.put("bob", Group.join(room.client("bob"), bob, Room.welcome(pending)));
    room.agree();
    assertThatExceptionOfType(MisuseException.class).isThrownBy(bob::serialize);
    PendingJoin made = Group.joinExternally(room.client("carol"), room.group("alice").groupInfo());
    PendingJoin join = PendingJoin.restore(made.serialize(), room.client("carol").settings());
    room.deliver("carol", join.message());
    room.members.put("carol", join.merge());
    room.agree();
    room.commit("carol");
    room.agree();
  }

  @Test
  void pendingWelcomeAndReInit_stored_areAsTheyWere() {
    Room room = Room.usual();
    OwnKeyPackage bob = room.client("bob").keyPackage();
    GroupSettings settings = room.client("alice").settings();
    PendingCommit add =
        Group.restore(
                room.group("alice").commit(new Proposal.Add(bob.keyPackage())).group().serialize(),
                settings)
            .pending()
            .orElseThrow();
    room.members.put("bob", Group.join(room.client("bob"), bob, Room.welcome(add)));
    room.members.put("alice", add.merge());
    room.agree();
    Proposal.ReInit successor =
        new Proposal.ReInit(
            new GroupId(text("next")),
            ProtocolVersion.MLS10,
            CipherSuiteId.of(SUITE),
            Extensions.NONE);
    PendingReInit reInit =
        Group.restore(room.group("alice").reInit(successor).group().serialize(), settings)
            .pendingReInit()
            .orElseThrow();
    ClosedGroup.ReInitialized bobs =
        (ClosedGroup.ReInitialized) Room.follow(room.group("bob").process(reInit.message()));
    ClosedGroup.ReInitialized alices =
        ClosedGroup.ReInitialized.restore(reInit.merge().serialize(), settings);
    OwnKeyPackage again = room.client("bob").keyPackage();
    PendingCommit fresh = alices.create(room.client("alice"), List.of(again.keyPackage()));
    Group joined =
        ClosedGroup.ReInitialized.restore(bobs.serialize(), settings)
            .join(room.client("bob"), again, Room.welcome(fresh));
    assertThat(joined.epochAuthenticator()).isEqualTo(fresh.merge().epochAuthenticator());
  }

  @Test
  void restore_whatWasDamaged_isRefused() {
    Room room = Room.usual("bob");
    byte[] stored = room.group("alice").serialize().exportBytes();
    for (int i = 1; i < stored.length; i += 7) {
      byte[] damaged = stored.clone();
      damaged[i] ^= 4;
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> Group.restore(Secret.owning(damaged), SETTINGS))
          .withMessageContaining("damaged");
      byte[] shorter = Arrays.copyOf(stored, i);
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> Group.restore(Secret.owning(shorter), SETTINGS));
    }
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Group.restore(Secret.zeros(0), SETTINGS));
  }

  @Test
  void restore_whatWasChangedAndHashedAgain_isRefusedOrRead() throws Exception {
    Room room = Room.usual("bob", "carol");
    Client renewed =
        room.client("bob")
            .withSigner(SignatureKeyPair.generate(SUITE.signature()), Names.credential("bob"));
    room.take("bob", room.group("bob").proposeUpdate());
    room.take("bob", room.group("bob").proposeUpdate(renewed));
    byte[] stored = room.group("bob").commit().group().serialize().exportBytes();
    int body = stored.length - 32;
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 400; i++) {
      byte[] changed = stored.clone();
      int at = 1 + random.nextInt(body - 1);
      changed[at] = (byte) random.nextInt();
      hashAgain(changed);
      try {
        assertThat(Group.restore(Secret.owning(changed), SETTINGS).id()).isNotNull();
      } catch (MalformedException e) {
        assertThat(e).hasMessageNotContaining("damaged");
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", byte " + at, e);
      }
    }
  }

  private static void hashAgain(byte[] changed) throws Exception {
    int body = changed.length - 32;
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(changed, body));
    System.arraycopy(hash, 0, changed, body, 32);
  }

  @Test
  void restore_treeOfAnotherHash_isRefused() throws Exception {
    Group alice = Room.usual("bob").group("alice");
    String treeHash = alice.groupInfo().context().treeHash().toHex();
    byte[] stored = alice.serialize().exportBytes();
    int at = Bytes.copyOf(stored).toHex().indexOf(treeHash) / 2;
    stored[at] ^= 1;
    hashAgain(stored);
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Group.restore(Secret.owning(stored), SETTINGS))
        .withMessageContaining("not the group's");
  }

  @Test
  void restore_anotherVersionOrThing_isRefusedByName() {
    Room room = Room.usual("bob");
    byte[] stored = room.group("alice").serialize().exportBytes();
    assertThat(stored[0]).isEqualTo((byte) 2);
    stored[0] = 9;
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Group.restore(Secret.owning(stored), SETTINGS))
        .withMessageContaining("version 9");
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> OwnKeyPackage.restore(room.group("alice").serialize()))
        .withMessageContaining("KEY_PACKAGE");
  }

  @Test
  void serialize_aStateThatWasLeft_isMisuse() {
    Group before = Room.usual("bob").group("alice");
    Group after = before.protect(text("a")).group();
    assertThatExceptionOfType(MisuseException.class).isThrownBy(before::serialize);
    assertThat(after.serialize().length()).isPositive();
  }

  @Test
  void serialize_afterCommits_doesNotGrow() {
    Room room = Room.usual("bob", "carol", "dave");
    for (int i = 0; i < 5; i++) {
      room.commit("alice");
    }
    int length = room.group("alice").serialize().length();
    for (int i = 0; i < 5; i++) {
      room.commit("alice");
    }
    assertThat(room.group("alice").serialize().length()).isBetween(length - 64, length + 64);
  }
}
