package chat.sotto.mls;

import static chat.sotto.mls.Room.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.SignatureKeyPair;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.fixture.Names;
import chat.sotto.mls.fixture.Refusals;
import chat.sotto.mls.group.GroupState;
import chat.sotto.mls.group.Identity;
import chat.sotto.mls.group.Outgoing;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.ProposalRef;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members who propose to be somebody new, and are when another one commits it. */
class RenewalTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
  private static final ExtensionType CUSTOM = new ExtensionType(0xf001);

  private static Client renewed(Room room, String name, String another) {
    return room.client(name)
        .withSigner(SignatureKeyPair.generate(SUITE.signature()), Names.credential(another))
        .supporting(CUSTOM);
  }

  private static String nameOf(Member member) {
    return Names.of(member.credential());
  }

  private static Identity identity(Room room, String name) {
    return room.group(name).state().identity();
  }

  private static void isAsItWas(Room room, String name) {
    assertThat(room.group(name).self().signatureKey())
        .isEqualTo(room.client(name).signer().publicKey());
    room.say(name, "still me");
  }

  /** What a member says who still signs as somebody else; no key of its group is used up. */
  private static MlsMessage saidAs(Identity identity, Group group) {
    GroupState state = Group.restore(group.serialize(), group.settings()).state();
    GroupState other =
        new GroupState(
            state.settings(),
            identity,
            state.context(),
            state.tree(),
            state.keys(),
            state.secrets(),
            state.messageKeys(),
            state.transcript(),
            state.confirmationTag(),
            state.proposals(),
            state.proposedLeaves(),
            state.resumption(),
            state.past(),
            state.continuation());
    return Outgoing.send(other, 0, Bytes.EMPTY, text("as I was")).message();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void proposeUpdate_renewing_countsFromItsCommitOn(boolean stored) {
    Room room = Room.usual("bob", "carol");
    if (stored) {
      room.between = (name, group) -> Group.restore(group.serialize(), group.settings());
    }
    Client robert = renewed(room, "bob", "robert");
    Identity before = identity(room, "bob");
    room.take("bob", room.group("bob").proposeUpdate(robert));
    assertThat(nameOf(room.group("bob").self())).isEqualTo("bob");
    assertThat(identity(room, "bob").signer().publicKey()).isEqualTo(before.signer().publicKey());
    PendingCommit pending = room.group("carol").commit();
    StagedCommit staged = (StagedCommit) room.group("alice").process(pending.message());
    assertThat(staged.updated()).extracting(RenewalTest::nameOf).containsExactly("robert", "carol");
    room.deliver("carol", pending.message());
    room.members.put("carol", pending.merge());
    room.agree();
    for (String name : List.of("alice", "bob", "carol")) {
      Member now = room.group(name).members().get(1);
      assertThat(nameOf(now)).isEqualTo("robert");
      assertThat(now.signatureKey()).isEqualTo(robert.signer().publicKey());
      assertThat(now.leaf().capabilities()).isEqualTo(robert.capabilities());
    }
    MlsMessage old = saidAs(before, room.group("bob"));
    Group alice = room.group("alice");
    Refusals.rejected(Check.MESSAGE_SIGNATURE, () -> alice.process(old));
    Sent hello = room.group("bob").protect(text("hello"));
    Received.Application read = Room.read(alice, hello.message());
    assertThat(nameOf(read.sender())).isEqualTo("robert");
    room.members.put("alice", read.group());
    room.members.put("bob", hello.group());
    room.commit("bob");
    room.take("bob", room.group("bob").proposeUpdate());
    room.commit("alice");
    room.agree();
    assertThat(nameOf(room.group("carol").members().get(1))).isEqualTo("robert");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void proposeUpdate_severalTimes_isWhoWasCommitted(boolean stored) {
    Room room = Room.usual("bob");
    if (stored) {
      room.between = (name, group) -> Group.restore(group.serialize(), group.settings());
    }
    for (String chosen : List.of("robert", "rob", "bob")) {
      room.take("bob", room.group("bob").proposeUpdate(renewed(room, "bob", "robert")));
      room.take("bob", room.group("bob").proposeUpdate(renewed(room, "bob", "rob")));
      room.take("bob", room.group("bob").proposeUpdate(room.client("bob")));
      int at = List.of("robert", "rob", "bob").indexOf(chosen);
      ProposalRef ref = room.group("alice").proposals().get(at).ref();
      room.commit("alice", Changes.of().takingIn(List.of(ref)));
      room.agree();
      assertThat(nameOf(room.group("bob").self())).isEqualTo(chosen);
      assertThat(identity(room, "bob").credential()).isEqualTo(Names.credential(chosen));
      assertThat(room.group("bob").state().proposedLeaves()).isEmpty();
      room.commit("bob");
      room.agree();
    }
  }

  @Test
  void withdraw_renewal_forgetsWhoOneWouldHaveBeen() {
    Room room = Room.usual("bob");
    Sent lost = room.group("bob").proposeUpdate(renewed(room, "bob", "robert"));
    Group bob = lost.group().withdraw(lost.group().proposals().get(0).ref());
    assertThat(bob.state().proposedLeaves()).isEmpty();
    room.members.put("bob", bob);
    room.take("bob", room.group("bob").proposeUpdate());
    room.commit("alice");
    room.agree();
    isAsItWas(room, "bob");
  }

  @Test
  void commit_ofOnesOwn_leavesOnesRenewalOut() {
    Room room = Room.usual("bob");
    room.take("bob", room.group("bob").proposeUpdate(renewed(room, "bob", "robert")));
    room.commit("bob");
    room.agree();
    isAsItWas(room, "bob");
  }

  // Who one cannot be.

  @Test
  void proposeUpdate_asNoSuccessor_isRefusedAndLeavesTheGroupAsItWas() {
    Room room = new Room(SUITE, GroupSettings.of(Names.KEPT));
    room.add("alice", "bob");
    Group bob = room.group("bob");
    Client robert = renewed(room, "bob", "robert");
    Refusals.rejected(Check.LEAF_SUCCESSOR, () -> bob.proposeUpdate(robert));
    assertThat(bob.proposals()).isEmpty();
    room.say("bob", "still me");
    room.take("bob", room.group("bob").proposeUpdate(renewed(room, "bob", "bob")));
    room.commit("alice");
    room.agree();
    room.say("bob", "me, with another key");
  }

  @Test
  void proposeUpdate_asAnotherMember_isRefused() {
    Room room = Room.usual("bob", "carol");
    Group bob = room.group("bob");
    Client carol = renewed(room, "bob", "carol");
    Refusals.rejected(Check.LEAF_SAME_CLIENT, () -> bob.proposeUpdate(carol));
    Client sameKey =
        room.client("bob").withSigner(room.client("carol").signer(), Names.credential("bob"));
    Refusals.rejected(Check.LEAF_SIGNATURE_KEY_UNIQUE, () -> bob.proposeUpdate(sameKey));
  }

  @Test
  void proposeUpdate_asAClientOfAnotherSuite_isMisuse() {
    Room room = Room.usual("bob");
    Client other =
        Client.generate(
            CipherSuite.X25519_CHACHA20POLY1305_SHA256_ED25519,
            Names.credential("bob"),
            room.client("bob").settings());
    Group bob = room.group("bob");
    assertThatExceptionOfType(MisuseException.class).isThrownBy(() -> bob.proposeUpdate(other));
  }
}
