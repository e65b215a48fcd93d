package chat.sotto.mls;

import static chat.sotto.mls.Room.read;
import static chat.sotto.mls.Room.text;
import static chat.sotto.mls.Room.travelled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.fixture.Names;
import chat.sotto.mls.fixture.Refusals;
import chat.sotto.mls.wire.CipherSuiteId;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.Extension;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProtocolVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GroupFacadeTest {
  private static final GroupSettings SETTINGS = GroupSettings.of(Names.BELIEVED);

  @ParameterizedTest
  @EnumSource
  void story_inEverySuite_isTheSameForAll(CipherSuite suite) {
    Room room = new Room(suite, SETTINGS);
    room.add("alice", "bob", "carol");
    room.say("carol", "hello");
    room.commit("bob");
    room.joinExternally("dave", "bob");
    room.say("alice", "hello again");
    room.commit("dave", new Proposal.Remove(room.leaf("bob")));
    assertThat(room.members.get("bob")).isInstanceOf(ClosedGroup.Removed.class);
    room.agree();
  }

  @Test
  void story_withSignedHandshakes_isTheSameForAll() {
    Room room =
        new Room(
            CipherSuite.X25519_AES128GCM_SHA256_ED25519,
            SETTINGS.withHandshakes(GroupSettings.Handshakes.SIGNED).withPaddingStep(1));
    room.add("alice", "bob", "carol");
    room.take("carol", room.group("carol").proposeUpdate());
    room.commit("alice");
    room.say("bob", "hello");
    room.agree();
  }

  @Test
  void process_commit_showsWhoComesAndGoes() {
    Room room = Room.usual("bob", "carol");
    OwnKeyPackage dave = room.client("dave").keyPackage();
    Member carol = room.group("carol").self();
    PendingCommit pending =
        room.group("alice")
            .commit(
                Changes.of(new Proposal.Add(dave.keyPackage()), new Proposal.Remove(carol.index()))
                    .authenticating(text("why")));
    Group bob = room.group("bob");
    StagedCommit staged = (StagedCommit) bob.process(travelled(pending.message()));
    assertThat(Names.of(staged.committer().credential())).isEqualTo("alice");
    assertThat(staged.added())
        .extracting(Member::leaf)
        .containsExactly(dave.keyPackage().leafNode());
    assertThat(staged.removed()).containsExactly(carol);
    assertThat(staged.updated()).extracting(Member::index).containsExactly(new LeafIndex(0));
    assertThat(staged.authenticatedData()).isEqualTo(text("why"));
    assertThat(staged.epoch()).isEqualTo(bob.epoch().next());
    assertThat(staged.preSharedKeys()).isEmpty();
    assertThat(staged.extensions()).isEmpty();
    assertThat(staged.successor()).isEmpty();
    Group after = staged.merge().getGroup();
    assertThat(after.members()).hasSize(3);
    Membership removed = Room.follow(room.group("carol").process(pending.message()));
    assertThat(removed.id()).isEqualTo(Room.ID);
    assertThat(removed.epoch()).isEqualTo(after.epoch());
    assertThatExceptionOfType(MisuseException.class).isThrownBy(removed::getGroup);
    Group joined = Group.join(room.client("dave"), dave, Room.welcome(pending));
    assertThat(joined.epochAuthenticator()).isEqualTo(after.epochAuthenticator());
    assertThat(pending.merge().epochAuthenticator()).isEqualTo(after.epochAuthenticator());
  }

  @Test
  void joinExternally_whileMember_replacesThatMember() {
    Room room = Room.usual("bob");
    Epoch before = room.group("alice").epoch();
    room.members.remove("bob");
    room.joinExternally("bob", "alice");
    assertThat(room.group("alice").members()).hasSize(2);
    assertThat(room.group("alice").epoch()).isEqualTo(before.next());
    room.psks.put(text("key"), Secret.zeros(5));
    room.joinExternally("carol", "alice", text("key"));
    room.say("carol", "hello");
  }

  @Test
  void joinExternally_whatTheMembersWouldRefuse_isRefused() {
    Room room = new Room(CipherSuite.X25519_AES128GCM_SHA256_ED25519, GroupSettings.of(Names.KEPT));
    room.add("alice", "bob");
    Client other =
        room.client("bob").withSigner(room.client("bob").signer(), Names.credential("robert"));
    GroupInfo info = room.group("alice").groupInfo();
    Refusals.rejected(Check.LEAF_SUCCESSOR, () -> Group.joinExternally(other, info));
    assertThat(Group.joinExternally(room.client("bob"), info).id())
        .isEqualTo(info.context().group());
  }

  @Test
  void commit_proposalsThatFit_takesThemIn() {
    Room room = Room.usual("bob", "carol", "dave");
    room.take("bob", room.group("bob").proposeUpdate());
    room.take("dave", room.group("dave").proposeUpdate());
    room.propose("carol", new Proposal.Remove(room.leaf("dave")));
    room.propose("alice", new Proposal.Remove(room.leaf("dave")));
    room.propose("carol", new Proposal.Remove(room.leaf("bob")));
    room.propose("bob", new Proposal.Add(room.client("erin").keyPackage().keyPackage()));
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> room.group("alice").protect(text("no")));
    PendingCommit pending = room.commit("bob");
    assertThat(pending.welcome()).isPresent();
    assertThat(room.members.get("dave")).isInstanceOf(ClosedGroup.Removed.class);
    assertThat(room.group("alice").proposals()).isEmpty();
    assertThat(room.group("alice").members())
        .extracting(member -> Names.of(member.credential()))
        .containsExactly("alice", "bob", "carol", "erin");
  }

  @Test
  void commit_proposalsThatAreInvalid_leavesThemOut() {
    Room room = Room.usual("bob", "carol");
    // Carol alone knows this key; nobody supports this extension; dave is added twice.
    room.propose("carol", room.group("carol").preSharedKey(text("hers")));
    room.propose(
        "carol",
        new Proposal.GroupContextExtensions(
            Extensions.of(new Extension(new ExtensionType(0xf001), Bytes.EMPTY))));
    room.propose("carol", new Proposal.Add(room.client("dave").keyPackage().keyPackage()));
    room.propose("carol", new Proposal.Add(room.client("dave").keyPackage().keyPackage()));
    PendingProposal bad = room.group("bob").proposals().get(1);
    Refusals.rejected(
        Check.LEAF_GROUP_EXTENSIONS,
        () -> room.group("bob").commit(Changes.of().takingIn(List.of(bad.ref()))));
    room.commit("bob");
    assertThat(room.group("alice").members()).hasSize(4);
    assertThat(room.group("alice").extensions()).isEqualTo(Extensions.NONE);
  }

  @Test
  void commit_twoUpdatesOfAMember_takesTheLaterOne() {
    Room room = Room.usual("bob");
    room.take("bob", room.group("bob").proposeUpdate());
    room.take("bob", room.group("bob").proposeUpdate());
    Proposal.Update later = (Proposal.Update) room.group("alice").proposals().get(1).proposal();
    room.commit("alice");
    assertThat(room.group("bob").self().leaf()).isEqualTo(later.leafNode());
    room.agree();
  }

  @Test
  void protect_messagesOfSimilarLengths_lookTheSame() {
    Group alice = Room.usual("bob").group("alice");
    Sent shorter = alice.protect(text("a"));
    Sent longer = shorter.group().protect(text("a message of forty bytes or thereabouts"));
    assertThat(longer.message().encode().length())
        .isBetween(shorter.message().encode().length(), shorter.message().encode().length() + 2);
  }

  @Test
  void process_onesOwnMessages_isUnavailable() {
    for (GroupSettings.Handshakes form : GroupSettings.Handshakes.values()) {
      String wanted = form == GroupSettings.Handshakes.SIGNED ? "merging" : "gone";
      Room room =
          new Room(CipherSuite.X25519_AES128GCM_SHA256_ED25519, SETTINGS.withHandshakes(form));
      PendingCommit pending = room.group("alice").commit();
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> pending.group().process(pending.message()))
          .withMessageContaining(wanted);
    }
  }

  @Test
  void commit_preSharedKeys_areMixedIn() {
    Room room = Room.usual("bob");
    room.psks.put(text("key"), Secret.zeros(5));
    Group alice = room.group("alice");
    room.commit(
        "alice",
        Changes.of(alice.preSharedKey(text("key")), alice.resumption(alice.epoch())).withoutPath());
    room.agree();
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> room.group("bob").commit(alice.preSharedKey(text("other"))));
    room.say("bob", "still here");
  }

  @Test
  void commit_renewing_changesTheCommittersLeaf() {
    Room room = Room.usual("bob");
    Client renewed =
        Client.generate(
            room.client("bob").suite(), Names.credential("robert"), room.client("bob").settings());
    room.commit("bob", Changes.of().renewing(renewed));
    room.agree();
    assertThat(Names.of(room.group("alice").members().get(1).credential())).isEqualTo("robert");
    room.commit("bob");
    room.take("bob", room.group("bob").proposeUpdate());
    room.commit("alice");
    room.agree();
  }

  @Test
  void committer_whoRenewsItself_isShownAsItWas() {
    Room room = Room.usual("bob", "carol");
    Client renewed =
        Client.generate(
            room.client("bob").suite(), Names.credential("robert"), room.client("bob").settings());
    PendingCommit pending =
        room.group("bob")
            .commit(Changes.of(new Proposal.Remove(room.leaf("carol"))).renewing(renewed));
    for (String name : List.of("alice", "carol")) {
      StagedCommit staged = (StagedCommit) room.group(name).process(travelled(pending.message()));
      assertThat(Names.of(staged.committer().credential())).isEqualTo("bob");
      assertThat(Names.of(staged.updated().get(0).credential())).isEqualTo("robert");
    }
    ClosedGroup.Removed closed =
        (ClosedGroup.Removed) Room.follow(room.group("carol").process(pending.message()));
    assertThat(Names.of(closed.remover().credential())).isEqualTo("bob");
  }

  @Test
  void pendingCommit_whenAnotherIsFollowed_isDiscarded() {
    Room room = Room.usual("bob");
    PendingCommit mine = room.group("alice").commit();
    PendingCommit theirs = room.group("bob").commit();
    assertThatExceptionOfType(MisuseException.class).isThrownBy(() -> mine.group().commit());
    Group followed = Room.follow(mine.group().process(theirs.message())).getGroup();
    assertThat(followed.pending()).isEmpty();
    assertThatExceptionOfType(MisuseException.class).isThrownBy(mine::merge);
    assertThatExceptionOfType(MisuseException.class).isThrownBy(mine::discard);
    assertThatExceptionOfType(MisuseException.class).isThrownBy(mine::groupInfo);
    assertThat(theirs.merge().epochAuthenticator()).isEqualTo(followed.epochAuthenticator());
    assertThat(followed.commit().discard().commit().merge().epoch())
        .isEqualTo(followed.epoch().next());
  }

  @Test
  void pendingCommit_afterOtherSteps_isMergedThroughTheLatestGroup() {
    Room room = Room.usual("bob");
    Sent first = room.group("bob").protect(text("one"));
    Sent second = first.group().protect(text("two"));
    PendingCommit mine = room.group("alice").commit();
    Group alice = read(mine.group(), second.message()).group();
    assertThatExceptionOfType(MisuseException.class).isThrownBy(mine::merge);
    Group merged = alice.pending().orElseThrow().merge();
    Received.Application late = read(merged, first.message());
    assertThat(late.data()).isEqualTo(text("one"));
    assertThat(late.epoch()).isEqualTo(alice.epoch());
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> late.group().process(second.message()));
  }

  @Test
  void process_lateMessages_areReadForSomeEpochs() {
    Room room = Room.usual("bob", "carol");
    Sent late = room.group("bob").protect(text("late"));
    Sent later = late.group().protect(text("later"));
    room.members.put("bob", later.group());
    Sent proposal = room.group("carol").proposeUpdate();
    room.members.put("carol", proposal.group());
    Epoch then = room.group("bob").epoch();
    room.commit("alice", new Proposal.Remove(room.leaf("bob")));
    Refusals.rejected(Check.MESSAGE_EPOCH, () -> room.group("alice").process(proposal.message()));
    room.commit("carol");
    room.commit("alice");
    Received.Application read = read(room.group("carol"), late.message());
    assertThat(Names.of(read.sender().credential())).isEqualTo("bob");
    assertThat(read.epoch()).isEqualTo(then);
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> read.group().process(late.message()));
    room.members.put("carol", read.group());
    room.commit("alice");
    Refusals.rejected(Check.MESSAGE_EPOCH, () -> room.group("carol").process(later.message()));
  }

  @Test
  void process_lateMessageOfAnEpochThatNothingElseWasReadIn_isRead() {
    Room room =
        new Room(
            CipherSuite.X25519_AES128GCM_SHA256_ED25519,
            SETTINGS.withHandshakes(GroupSettings.Handshakes.SIGNED));
    room.add("alice", "bob", "carol");
    Sent late = room.group("bob").protect(text("late"));
    room.members.put("bob", late.group());
    room.commit("alice");
    assertThat(read(room.group("carol"), late.message()).data()).isEqualTo(text("late"));
  }

  @Test
  void step_fromAStateThatWasLeft_isMisuse() {
    Room room = Room.usual("bob");
    Group before = room.group("alice");
    Group current = before.protect(text("a")).group();
    assertThat(before.members()).isEqualTo(current.members());
    assertThatExceptionOfType(MisuseException.class).isThrownBy(() -> before.protect(text("b")));
    assertThatExceptionOfType(MisuseException.class).isThrownBy(before::commit);
    assertThatExceptionOfType(MisuseException.class).isThrownBy(before::proposeUpdate);
    Sent said = room.group("bob").protect(text("c"));
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> before.process(said.message()));
    Group after = current.commit().merge();
    assertThatExceptionOfType(MisuseException.class).isThrownBy(current::epochAuthenticator);
    assertThat(after.members()).hasSize(2);
  }

  @Test
  void process_messageThatIsRefused_leavesTheGroupAsItWas() {
    Room room = Room.usual("bob");
    Group bob = room.group("bob");
    PendingCommit pending = room.group("alice").commit();
    StagedCommit staged = (StagedCommit) bob.process(pending.message());
    assertThat(staged.epoch()).isEqualTo(bob.epoch().next());
    StagedCommit again = (StagedCommit) bob.process(pending.message());
    Group alice = pending.merge();
    Sent said = alice.protect(text("a"));
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> bob.process(said.message()))
        .satisfies(e -> assertThat(e.what()).isEqualTo(UnavailableException.What.EPOCH));
    Group after = again.merge().getGroup();
    assertThatExceptionOfType(MisuseException.class).isThrownBy(staged::merge);
    assertThat(read(after, said.message()).data()).isEqualTo(text("a"));
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> said.group().process(said.message()));
  }

  @Test
  void propose_whatIsInvalid_isRefused() {
    Group alice = Room.usual("bob").group("alice");
    Refusals.rejected(
        Check.REMOVE_MEMBER, () -> alice.propose(new Proposal.Remove(new LeafIndex(7))));
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> alice.propose(new Proposal.ExternalInit(Bytes.EMPTY)));
    assertThat(alice.propose(new Proposal.Remove(new LeafIndex(1))).group().proposals()).hasSize(1);
  }

  @Test
  void reInit_group_isContinuedAsAnother() {
    Room room = Room.usual("bob", "carol");
    Proposal.ReInit successor =
        new Proposal.ReInit(
            new GroupId(text("next")),
            ProtocolVersion.MLS10,
            CipherSuiteId.of(CipherSuite.P256_AES128GCM_SHA256_P256),
            Extensions.NONE);
    PendingReInit pending = room.group("bob").reInit(successor);
    assertThat(pending.group().pending()).isEmpty();
    room.members.put("bob", pending.discard());
    PendingReInit again = room.group("bob").reInit(successor);
    room.deliver("bob", again.message());
    ClosedGroup.ReInitialized bobs = again.merge();
    ClosedGroup.ReInitialized carols = (ClosedGroup.ReInitialized) room.membership("carol");
    assertThat(carols.successor()).isEqualTo(successor);
    assertThat(carols.members()).isEqualTo(bobs.members()).hasSize(3);
    assertThat(carols.epoch()).isEqualTo(bobs.epoch());
    Room next = new Room(CipherSuite.P256_AES128GCM_SHA256_P256, SETTINGS);
    OwnKeyPackage alice = next.client("alice").keyPackage();
    OwnKeyPackage carol = next.client("carol").keyPackage();
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> bobs.create(room.client("bob"), List.of()));
    PendingCommit first =
        bobs.create(next.client("bob"), List.of(alice.keyPackage(), carol.keyPackage()));
    Group joined = carols.join(next.client("carol"), carol, Room.welcome(first));
    assertThat(joined.id()).isEqualTo(successor.groupId());
    assertThat(joined.epochAuthenticator()).isEqualTo(first.merge().epochAuthenticator());
    bobs.erase();
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> bobs.create(next.client("bob"), List.of()));
  }

  @Test
  void branch_withSomeMembers_isJoinedByThem() {
    Room room = Room.usual("bob", "carol");
    OwnKeyPackage carol = room.client("carol").keyPackage();
    PendingCommit first =
        room.group("bob").branch(new GroupId(text("branch")), List.of(carol.keyPackage()));
    room.commit("alice");
    Group joined = room.group("carol").joinBranch(carol, Room.welcome(first));
    assertThat(joined.epochAuthenticator()).isEqualTo(first.merge().epochAuthenticator());
    assertThat(joined.members()).hasSize(2);
    room.say("carol", "still in the other one too");
  }
}
