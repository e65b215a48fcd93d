package chat.sotto.mls;

import static chat.sotto.mls.Room.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.fixture.Refusals;
import chat.sotto.mls.group.Outgoing;
import chat.sotto.mls.wire.CipherSuiteId;
import chat.sotto.mls.wire.Extension;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalRef;
import chat.sotto.mls.wire.ProtocolVersion;
import chat.sotto.mls.wire.RequiredCapabilities;
import chat.sotto.mls.wire.Sender;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Proposals that wait: which get in, which a commit takes in, which block. */
class ProposalsTest {
  private static final ExtensionType CUSTOM = new ExtensionType(0xf001);
  private static final int MOST_OF_MEMBER = 64;
  private static final int MOST_OF_STRANGERS = 32;

  /** What a member says who leaves its own checks out. */
  private static MlsMessage unchecked(Room room, String by, Proposal proposal) {
    return Outgoing.propose(room.group(by).state(), Outgoing.Form.PUBLIC, proposal).message();
  }

  private static Proposal add(Room room, String name) {
    return new Proposal.Add(room.client(name).keyPackage().keyPackage());
  }

  private static ProposalRef ask(Room room, String name) {
    room.deliver(
        "",
        ExternalProposals.askToJoin(
            room.client(name), room.client(name).keyPackage(), room.group("alice").groupInfo()));
    List<PendingProposal> waiting = room.group("alice").proposals();
    return waiting.get(waiting.size() - 1).ref();
  }

  // Which get in.

  @Test
  void process_proposalThatIsInvalid_isRefusedAndLeavesTheGroupAsItWas() {
    Room room = Room.usual("bob", "carol");
    Group alice = room.group("alice");
    Secret before = alice.serialize();
    MlsMessage remove = unchecked(room, "bob", new Proposal.Remove(new LeafIndex(7)));
    Refusals.rejected(Check.REMOVE_MEMBER, () -> alice.process(remove));
    MlsMessage init = unchecked(room, "bob", new Proposal.ExternalInit(text("nobody's")));
    Refusals.rejected(Check.LIST_EXTERNAL_INIT, () -> alice.process(init));
    for (ExtensionType type :
        List.of(ExtensionType.REQUIRED_CAPABILITIES, ExtensionType.EXTERNAL_SENDERS)) {
      MlsMessage extensions =
          unchecked(
              room,
              "bob",
              new Proposal.GroupContextExtensions(
                  Extensions.of(new Extension(type, Bytes.fromHex("07")))));
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> alice.process(extensions));
    }
    assertThat(alice.serialize()).isEqualTo(before);
    assertThat(alice.protect(text("nothing waits")).group().proposals()).isEmpty();
  }

  @Test
  void process_proposalThatOnlyOtherExtensionsAllow_isTakenWithThem() {
    Room room = Room.usual();
    for (String name : List.of("alice", "bob")) {
      room.change(name, client -> client.supporting(CUSTOM));
    }
    Extensions required =
        Extensions.of(
            new RequiredCapabilities(List.of(CUSTOM), List.of(), List.of()).asExtension());
    room.members.put("alice", Group.create(room.client("alice"), Room.ID, required));
    room.add("alice", "bob");
    MlsMessage add = unchecked(room, "bob", add(room, "carol"));
    Group alice = Room.follow(room.group("alice").process(add)).getGroup();
    PendingCommit without = alice.commit();
    assertThat(without.welcome()).isEmpty();
    PendingCommit with =
        without.discard().commit(new Proposal.GroupContextExtensions(Extensions.NONE));
    assertThat(with.welcome()).isPresent();
    Group bob = Room.follow(room.group("bob").process(add)).getGroup();
    assertThat(Room.follow(bob.process(with.message())).getGroup().members()).hasSize(3);
  }

  @Test
  void process_moreProposalsThanThereIsRoomFor_isUnavailable() {
    Room room = Room.usual("bob");
    Secret stored = room.group("bob").serialize();
    for (int i = 0; i < MOST_OF_MEMBER; i++) {
      room.propose("bob", room.group("bob").preSharedKey(text("key")));
    }
    Group bob = room.group("bob");
    noRoom(() -> bob.propose(bob.preSharedKey(text("key"))));
    Group again = Group.restore(stored, room.client("bob").settings());
    MlsMessage another =
        Outgoing.propose(again.state(), Outgoing.Form.PUBLIC, again.preSharedKey(text("key")))
            .message();
    noRoom(() -> room.group("alice").process(another));
    room.propose("alice", new Proposal.Remove(room.leaf("bob")));
    assertThat(room.group("bob").proposals()).hasSize(MOST_OF_MEMBER + 1);
    room.commit("alice");
  }

  @Test
  void process_proposal_isHeldWithoutTheMessageThatItCameIn() {
    Room room = Room.usual("bob");
    Proposal proposal = room.group("bob").preSharedKey(text("key"));
    byte[] message = unchecked(room, "bob", proposal).encode().toByteArray();
    Group alice =
        Room.follow(room.group("alice").process(MlsMessage.decode(Bytes.owning(message))))
            .getGroup();
    Arrays.fill(message, (byte) 0);
    assertThat(alice.proposals()).extracting(PendingProposal::proposal).containsExactly(proposal);
  }

  @Test
  void process_moreStrangersThanThereIsRoomFor_isUnavailable() {
    Room room = Room.usual("bob");
    for (int i = 0; i < MOST_OF_STRANGERS; i++) {
      ask(room, "stranger" + i);
    }
    noRoom(() -> ask(room, "another"));
    room.say("bob", "strangers keep nobody from talking");
    room.propose("bob", add(room, "carol"));
    assertThat(room.commit("alice").welcome()).isPresent();
    assertThat(room.group("bob").members()).hasSize(3);
  }

  private static Proposal ofBytes(Group group, int bytes) {
    return group.preSharedKey(Bytes.owning(new byte[bytes]));
  }

  /** One more member has received, and nobody else. */
  private static Group received(Group receiver, Room room, String by, Proposal proposal) {
    return Room.follow(receiver.process(unchecked(room, by, proposal))).getGroup();
  }

  @Test
  void process_largerProposalsThanThereIsRoomFor_isUnavailable() {
    Room room = Room.usual("bob", "carol");
    Group bob = room.group("bob");
    Group half = received(room.group("alice"), room, "bob", ofBytes(bob, 1 << 19));
    noRoom(() -> received(half, room, "bob", ofBytes(bob, 1 << 19)));
    Group most = received(half, room, "bob", ofBytes(bob, (1 << 19) - 1024));
    assertThat(most.proposals()).hasSize(2);
    noRoom(() -> received(most, room, "bob", ofBytes(bob, 1024)));
    // Others still have room, and whoever is refused by others does not send at all.
    assertThat(received(most, room, "carol", ofBytes(bob, 1024)).proposals()).hasSize(3);
    noRoom(() -> bob.propose(ofBytes(bob, 1 << 20)));
    assertThat(bob.propose(ofBytes(bob, 1 << 19)).group().proposals()).hasSize(1);
  }

  @Test
  void process_largerProposalsInAllThanThereIsRoomFor_isUnavailable() {
    String[] others = {"b", "c", "d", "e", "f", "g", "h", "i", "j"};
    Room room = Room.usual(others);
    Group alice = room.group("alice");
    Proposal large = ofBytes(alice, (1 << 20) - 1024);
    for (int i = 0; i < 8; i++) {
      alice = received(alice, room, others[i], large);
    }
    Group full = alice;
    noRoom(() -> received(full, room, "j", ofBytes(full, 8 * 1024)));
    assertThat(received(full, room, "j", ofBytes(full, 1024)).proposals()).hasSize(9);
  }

  @Test
  void process_largerRequestsOfStrangersThanThereIsRoomFor_isUnavailable() {
    Room room = Room.usual("bob");
    for (String name : List.of("eve", "mallory", "trudy")) {
      room.change(
          name,
          client ->
              client
                  .supporting(CUSTOM)
                  .withLeafExtensions(
                      Extensions.of(new Extension(CUSTOM, Bytes.owning(new byte[120 << 10])))));
    }
    ask(room, "eve");
    ask(room, "mallory");
    noRoom(() -> ask(room, "trudy"));
    ask(room, "dave");
    assertThat(room.group("alice").proposals()).hasSize(3);
  }

  private static void noRoom(Runnable step) {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(step::run)
        .satisfies(e -> assertThat(e.what()).isEqualTo(UnavailableException.What.ROOM));
  }

  // Which a commit takes in.

  @Test
  void commit_strangerWhoAsks_isTakenInByNameAlone() {
    Room room = Room.usual("bob");
    ProposalRef first = ask(room, "eve");
    assertThat(room.commit("alice").welcome()).isEmpty();
    assertThat(room.group("bob").members()).hasSize(2);
    ProposalRef second = ask(room, "carol");
    assertThat(second).isNotEqualTo(first);
    room.say("alice", "not in yet");
    assertThat(room.commit("alice", Changes.of().takingIn(List.of(second))).welcome()).isPresent();
    assertThat(room.group("bob").members()).hasSize(3);
  }

  @Test
  void commit_proposalsOfOthers_areShownWithWhoMadeThem() {
    Room room = Room.usual("bob", "carol");
    room.take("bob", room.group("bob").proposeUpdate());
    ask(room, "eve");
    PendingProposal taken = room.group("alice").proposals().get(0);
    Proposal own = new Proposal.Remove(room.leaf("carol"));
    Group alice = room.group("alice").commit(own).group();
    PendingCommit pending =
        Group.restore(alice.serialize(), alice.settings()).pending().orElseThrow();
    assertThat(pending.takenIn()).containsExactly(taken);
    StagedCommit staged = (StagedCommit) room.group("bob").process(pending.message());
    assertThat(staged.proposals())
        .containsExactly(
            new CommittedProposal(taken.proposal(), taken.sender(), true),
            new CommittedProposal(own, new Sender.Member(room.leaf("alice")), false));
    // What was withdrawn since is not known any more.
    Group without = pending.group().withdraw(taken.ref());
    assertThat(without.pending().orElseThrow().takenIn()).isEmpty();
  }

  @Test
  void commit_withoutPath_leavesOutWhatNeedsOne() {
    Room room = Room.usual("bob", "carol");
    room.psks.put(text("key"), Secret.zeros(5));
    room.take("carol", room.group("carol").proposeUpdate());
    room.propose("carol", new Proposal.Remove(room.leaf("bob")));
    room.propose("carol", room.group("carol").preSharedKey(text("key")));
    room.commit("alice", Changes.of(add(room, "dave")).withoutPath());
    assertThat(room.group("bob").members()).hasSize(4);
  }

  @Test
  void commit_resumptionKeysThatNotAllHave_leavesThemOut() {
    Room room = Room.usual("bob");
    Proposal ofBefore = room.group("bob").resumption(room.group("bob").epoch());
    room.add("alice", "carol");
    // Carol has no key of an epoch before she came; whoever is added has none at all.
    room.propose("bob", ofBefore);
    room.commit("alice");
    room.agree();
    room.propose("bob", room.group("bob").resumption(room.group("bob").epoch()));
    room.propose("bob", new Proposal.Remove(room.leaf("carol")));
    room.add("alice", "dave");
    room.propose("bob", room.group("bob").resumption(room.group("bob").epoch()));
    room.propose("bob", add(room, "erin"));
    StagedCommit staged = staged(room);
    assertThat(staged.added()).hasSize(1);
    assertThat(staged.preSharedKeys()).isEmpty();
  }

  @Test
  void commit_resumptionKeyOfThisEpoch_isTakenIn() {
    Room room = Room.usual("bob");
    room.propose("bob", room.group("bob").resumption(room.group("bob").epoch()));
    assertThat(staged(room).preSharedKeys()).hasSize(1);
  }

  private static StagedCommit staged(Room room) {
    return (StagedCommit) room.group("bob").process(room.group("alice").commit().message());
  }

  @Test
  void commit_proposalNobodyMade_isMisuse() {
    Group alice = Room.usual("bob").group("alice");
    Changes changes = Changes.of().takingIn(List.of(new ProposalRef(Bytes.EMPTY)));
    assertThatExceptionOfType(MisuseException.class).isThrownBy(() -> alice.commit(changes));
    assertThat(alice.commit().message()).isNotNull();
  }

  @Test
  void commit_reInitThatSomebodyProposed_isMisuseAndLeavesTheGroup() {
    Room room = Room.usual("bob");
    Proposal.ReInit successor =
        new Proposal.ReInit(
            new GroupId(text("next")),
            ProtocolVersion.MLS10,
            CipherSuiteId.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519),
            Extensions.NONE);
    room.propose("bob", successor);
    Group alice = room.group("alice");
    ProposalRef ref = alice.proposals().get(0).ref();
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> alice.commit(Changes.of().takingIn(List.of(ref))));
    PendingReInit pending = alice.reInit(ref);
    room.deliver("alice", pending.message());
    assertThat(pending.merge().successor()).isEqualTo(successor);
    assertThat(room.membership("bob")).isInstanceOf(ClosedGroup.ReInitialized.class);
  }

  @Test
  void reInit_proposalOfAnotherKind_isMisuse() {
    Room room = Room.usual("bob");
    room.propose("bob", new Proposal.Remove(room.leaf("bob")));
    Group alice = room.group("alice");
    ProposalRef ref = alice.proposals().get(0).ref();
    assertThatExceptionOfType(MisuseException.class).isThrownBy(() -> alice.reInit(ref));
  }

  @Test
  void withdraw_ownProposalThatGotLost_isForgotten() {
    Room room = Room.usual("bob");
    Sent lost = room.group("alice").proposeUpdate();
    Group proposing = lost.group();
    ProposalRef ref = proposing.proposals().get(0).ref();
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> proposing.protect(text("blocked")));
    Group alice = proposing.withdraw(ref);
    assertThat(alice.proposals()).isEmpty();
    assertThat(alice.state().proposedLeaves()).isEmpty();
    assertThatExceptionOfType(MisuseException.class).isThrownBy(() -> alice.withdraw(ref));
    room.members.put("alice", alice);
    room.say("alice", "on we go");
    room.commit("alice");
    room.agree();
  }

  @Test
  void commit_renewingAsAClientOfAnotherSuite_isMisuse() {
    Room room = Room.usual("bob");
    Room other =
        new Room(
            CipherSuite.X25519_CHACHA20POLY1305_SHA256_ED25519, room.client("alice").settings());
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> room.group("alice").commit(Changes.of().renewing(other.client("alice"))));
  }

  // Whose fault it is.

  @Test
  void process_messageThatIsNoneOfAGroup_isMalformed() {
    Room room = Room.usual("bob");
    Group alice = room.group("alice");
    MlsMessage keyPackage = room.client("bob").keyPackage().keyPackage().asMessage();
    for (MlsMessage message : List.of(keyPackage, alice.groupInfo().asMessage())) {
      assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> alice.process(message));
    }
  }

  @Test
  void export_lengthThatCannotBe_isMisuse() {
    Group alice = Room.usual().group("alice");
    for (int length : new int[] {-1, 255 * 32 + 1}) {
      assertThatExceptionOfType(MisuseException.class)
          .isThrownBy(() -> alice.export("label", Bytes.EMPTY, length));
    }
    assertThat(alice.export("label", Bytes.EMPTY, 255 * 32).length()).isEqualTo(255 * 32);
  }

  @Test
  void pendingJoin_afterItsEnd_isNotStored() {
    Room room = Room.usual();
    PendingJoin join = Group.joinExternally(room.client("bob"), room.group("alice").groupInfo());
    join.merge();
    assertThatExceptionOfType(MisuseException.class).isThrownBy(join::serialize);
  }
}
