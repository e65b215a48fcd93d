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
import chat.sotto.mls.port.RatchetLimits;
import chat.sotto.mls.wire.Credential;
import chat.sotto.mls.wire.CredentialType;
import chat.sotto.mls.wire.Extension;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.ExternalSender;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalRef;
import chat.sotto.mls.wire.ProposalType;
import chat.sotto.mls.wire.RequiredCapabilities;
import chat.sotto.mls.wire.Sender;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes from outside, and what a group asks of those who come in. */
class OutsideTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
  private static final ExtensionType CUSTOM = new ExtensionType(0xf001);
  private static final ProposalType CUSTOM_PROPOSAL = new ProposalType(0xf002);
  private static final CredentialType CUSTOM_CREDENTIAL = new CredentialType(0xf003);

  @Test
  void externalProposals_ofListedSenderAndNewcomer_areCommitted() {
    Room room = Room.usual("bob", "carol");
    SignatureKeyPair server = SignatureKeyPair.generate(SUITE.signature());
    ExternalSender listed = new ExternalSender(server.publicKey(), Names.credential("server"));
    room.commit(
        "alice",
        new Proposal.GroupContextExtensions(
            Extensions.of(ExternalSender.extensionOf(List.of(listed)))));
    room.deliver(
        "",
        ExternalProposals.propose(
            server, room.group("bob").groupInfo(), new Proposal.Remove(room.leaf("carol"))));
    OwnKeyPackage dave = room.client("dave").keyPackage();
    room.deliver(
        "", ExternalProposals.askToJoin(room.client("dave"), dave, room.group("bob").groupInfo()));
    assertThat(room.group("alice").proposals())
        .extracting(PendingProposal::sender)
        .containsExactly(new Sender.External(0), new Sender.NewMemberProposal());
    // Who asks for itself is taken in by name alone.
    List<ProposalRef> both =
        room.group("bob").proposals().stream().map(PendingProposal::ref).toList();
    PendingCommit pending = room.commit("bob", Changes.of().takingIn(both));
    room.members.put("dave", Group.join(room.client("dave"), dave, Room.welcome(pending)));
    assertThat(room.membership("carol")).isInstanceOf(ClosedGroup.Removed.class);
    room.agree();
    SignatureKeyPair stranger = SignatureKeyPair.generate(SUITE.signature());
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(
            () ->
                ExternalProposals.propose(
                    stranger,
                    room.group("bob").groupInfo(),
                    new Proposal.Remove(room.leaf("dave"))));
  }

  @Test
  void requiredCapabilities_ofNewcomers_areAskedFor() {
    Room room = Room.usual();
    room.change("alice", OutsideTest::supportingAll);
    room.change("bob", OutsideTest::supportingAll);
    Group alice =
        Group.create(
            room.client("alice"),
            Room.ID,
            Extensions.of(
                new RequiredCapabilities(
                        List.of(CUSTOM), List.of(CUSTOM_PROPOSAL), List.of(CUSTOM_CREDENTIAL))
                    .asExtension(),
                new Extension(CUSTOM, text("of the group"))));
    room.members.put("alice", alice);
    room.add("alice", "bob");
    room.commit("bob", new Proposal.Custom(CUSTOM_PROPOSAL, text("anything")));
    room.agree();
    assertThat(room.group("bob").extensions().find(CUSTOM)).contains(text("of the group"));
    Refusals.rejected(Check.LEAF_REQUIRED, () -> room.add("bob", "carol"));
    Refusals.rejected(Check.LEAF_REQUIRED, () -> room.joinExternally("carol", "bob"));
  }

  private static Client supportingAll(Client client) {
    return client
        .supporting(CUSTOM)
        .supporting(CUSTOM_PROPOSAL)
        .supporting(CUSTOM_CREDENTIAL)
        .withLeafExtensions(Extensions.of(new Extension(CUSTOM, text("of the leaf"))));
  }

  @Test
  void customCredential_whereAllSupportIt_isSeen() {
    Room room = Room.usual();
    Credential custom = new Credential.Custom(CUSTOM_CREDENTIAL, text("who"));
    room.change("alice", client -> client.supporting(CUSTOM_CREDENTIAL));
    room.change("bob", client -> client.supporting(CUSTOM_CREDENTIAL).withCredential(custom));
    room.members.put("alice", Group.create(room.client("alice"), Room.ID));
    room.add("alice", "bob");
    assertThat(room.group("alice").members().get(1).credential()).isEqualTo(custom);
    assertThat(room.group("bob").self().leaf().extensions().list()).hasSize(1);
    Refusals.rejected(Check.LEAF_CREDENTIAL_TYPES, () -> room.add("alice", "carol"));
  }

  @Test
  void limits_ofRatchets_areTheSettings() {
    Room room =
        new Room(SUITE, GroupSettings.of(Names.BELIEVED).withLimits(new RatchetLimits(2, 1)));
    room.add("alice", "bob");
    Group bob = room.group("bob");
    Group alice = room.group("alice");
    for (int i = 0; i < 3; i++) {
      Sent sent = alice.protect(Bytes.EMPTY);
      alice = sent.group();
    }
    Sent far = alice.protect(Bytes.EMPTY);
    Refusals.rejected(Check.GENERATION, () -> bob.process(far.message()));
  }
}
