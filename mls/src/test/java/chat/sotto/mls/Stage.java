package chat.sotto.mls;

import static chat.sotto.mls.Room.text;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.crypto.SignatureKeyPair;
import chat.sotto.mls.crypto.SignaturePublicKey;
import chat.sotto.mls.fixture.Leaves;
import chat.sotto.mls.fixture.Names;
import chat.sotto.mls.wire.Extension;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.ExternalSender;
import chat.sotto.mls.wire.KeyPackage;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.Proposal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A group of alice, bob and carol in which something of everything waits, set up again for each
 * try. Bob is the one who is fuzzed; the others' keys are at hand.
 */
final class Stage {
  static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;

  private final Room room = new Room(SUITE, GroupSettings.of(Names.KEPT));
  private final Map<SignaturePublicKey, SignatureKeyPair> signers = new HashMap<>();
  private final Map<String, Secret> stored = new HashMap<>();
  private final SignatureKeyPair server = SignatureKeyPair.generate(SUITE.signature());
  private final MlsMessage late;
  private final Secret aliceBefore;

  Stage() {
    room.add("alice", "bob", "carol");
    room.psks.put(text("key"), Secret.zeros(32));
    room.commit(
        "alice",
        new Proposal.GroupContextExtensions(
            Extensions.of(
                ExternalSender.extensionOf(
                    List.of(new ExternalSender(server.publicKey(), Names.credential("server")))))));
    Sent sent = room.group("carol").protect(text("late"));
    room.members.put("carol", sent.group());
    late = sent.message();
    room.commit("alice");
    aliceBefore = room.group("alice").serialize();
    room.take("carol", room.group("carol").proposeUpdate());
    room.propose("alice", room.group("alice").preSharedKey(text("key")));
    room.propose("carol", new Proposal.Add(room.client("erin").keyPackage().keyPackage()));
    room.deliver(
        "",
        ExternalProposals.propose(
            server, room.group("bob").groupInfo(), new Proposal.Remove(room.leaf("carol"))));
    room.take("bob", room.group("bob").proposeUpdate());
    for (String name : List.of("alice", "bob", "carol")) {
      stored.put(name, room.group(name).serialize());
    }
    for (String name : List.of("alice", "bob", "carol", "dave", "erin")) {
      SignatureKeyPair signer = room.client(name).signer();
      signers.put(signer.publicKey(), signer);
    }
  }

  Client client(String name) {
    return room.client(name);
  }

  /** What a member has stored. */
  Secret stored(String name) {
    return Objects.requireNonNull(stored.get(name));
  }

  /** A member as it was set up. */
  Group member(String name) {
    return Group.restore(stored(name), room.client(name).settings());
  }

  private Group member(String name, GroupSettings.Handshakes form) {
    return Group.restore(stored(name), room.client(name).settings().withHandshakes(form));
  }

  SignatureKeyPair server() {
    return server;
  }

  /** The pair of somebody's public key. */
  @Nullable SignatureKeyPair signer(SignaturePublicKey key) {
    return signers.get(key);
  }

  /** Messages that bob has not seen yet, and takes. */
  List<MlsMessage> messages() {
    List<MlsMessage> messages = new ArrayList<>();
    messages.add(late);
    messages.add(
        Group.restore(aliceBefore, room.client("alice").settings()).protect(text("now")).message());
    for (GroupSettings.Handshakes form : GroupSettings.Handshakes.values()) {
      messages.add(member("alice", form).commit().message());
      for (Proposal proposal : proposals()) {
        messages.add(
            member("alice", form).commit(Changes.of(proposal).takingIn(List.of())).message());
        messages.add(member("carol", form).propose(proposal).message());
      }
      messages.add(member("carol", form).proposeUpdate().message());
    }
    Group alice = member("alice");
    messages.add(Group.joinExternally(client("dave"), alice.groupInfo()).message());
    messages.add(Group.joinExternally(client("carol"), alice.groupInfo()).message());
    messages.add(
        ExternalProposals.askToJoin(
            client("dave"), client("dave").keyPackage(), alice.groupInfo()));
    messages.add(
        ExternalProposals.propose(
            server, alice.groupInfo(), new Proposal.Remove(room.leaf("alice"))));
    return messages;
  }

  /** Proposals that anybody may make here. */
  List<Proposal> proposals() {
    return List.of(
        new Proposal.Add(client("dave").keyPackage().keyPackage()),
        new Proposal.Remove(room.leaf("bob")),
        member("alice").preSharedKey(text("key")),
        member("alice").resumption(member("alice").epoch()),
        new Proposal.GroupContextExtensions(Extensions.NONE));
  }

  /** Proposals that an insider may try. */
  List<Proposal> badProposals() {
    List<Proposal> bad = new ArrayList<>();
    KeyPackage good = client("dave").keyPackage().keyPackage();
    for (Bytes key : List.of(Bytes.EMPTY, Bytes.owning(new byte[31]), Bytes.owning(new byte[32]))) {
      bad.add(new Proposal.Add(with(good, new HpkePublicKey(key), good.leafNode())));
      bad.add(
          new Proposal.Add(
              with(good, good.initKey(), Leaves.with(good.leafNode(), new HpkePublicKey(key)))));
    }
    for (ExtensionType type :
        List.of(ExtensionType.REQUIRED_CAPABILITIES, ExtensionType.EXTERNAL_SENDERS)) {
      bad.add(
          new Proposal.GroupContextExtensions(
              Extensions.of(new Extension(type, Bytes.fromHex("07")))));
    }
    bad.add(new Proposal.ExternalInit(Bytes.EMPTY));
    return bad;
  }

  private static KeyPackage with(KeyPackage of, HpkePublicKey initKey, LeafNode leaf) {
    return new KeyPackage(
        of.version(), of.cipherSuite(), initKey, leaf, of.extensions(), of.signature());
  }

  static byte[] bytes(MlsMessage message) {
    return message.encode().toByteArray();
  }

  /** Looks at all there is, and goes on. */
  static void follow(Received received) {
    received.fold(
        new Received.Cases<Membership>() {
          @Override
          public Membership application(Received.Application message) {
            return message.group();
          }

          @Override
          public Membership proposal(Received.NewProposal proposal) {
            // Whatever it is that was accepted, it must not keep us from committing.
            return proposal.group().commit().merge();
          }

          @Override
          public Membership commit(StagedCommit commit) {
            commit.added();
            commit.removed();
            commit.updated();
            commit.preSharedKeys();
            commit.extensions();
            commit.successor();
            commit.committer();
            Membership next = commit.merge();
            if (next instanceof Group group) {
              group.export("label", Bytes.EMPTY, 32);
              group.commit();
            }
            return next;
          }
        });
  }
}
