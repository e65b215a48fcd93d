package chat.sotto.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.tree.NodeIndex;
import chat.sotto.mls.wire.ApplicationData;
import chat.sotto.mls.wire.CipherSuiteId;
import chat.sotto.mls.wire.ContentType;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.Extension;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalRef;
import chat.sotto.mls.wire.ProtocolVersion;
import chat.sotto.mls.wire.RequiredCapabilities;
import chat.sotto.mls.wire.ResumptionUsage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GroupTest {
  private static final MlsCrypto CRYPTO = MlsCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
  private static final List<ProposalRef> NONE = List.of();

  private static Scene scene(Outgoing.Form form, String... others) {
    Scene scene = new Scene(CRYPTO, form);
    for (String name : others) {
      scene.commit("alice", true, NONE, scene.add(name));
    }
    return scene;
  }

  @ParameterizedTest
  @EnumSource
  void commit_inEverySuite_isFollowedByAll(CipherSuite suite) {
    Scene scene = new Scene(MlsCrypto.of(suite), Outgoing.Form.PRIVATE);
    scene.commit("alice", false, NONE, scene.add("bob"), scene.add("carol"));
    scene.commit("bob", true, NONE);
    scene.joinExternally("dave", "carol", Optional.empty());
    scene.commit("dave", true, NONE, new Proposal.Remove(scene.leaf("bob")));
    assertThat(scene.members).containsOnlyKeys("alice", "carol", "dave");
  }

  @Test
  void commit_manyMembersInTurn_isFollowedByAll() {
    for (Outgoing.Form form : List.of(Outgoing.Form.PUBLIC, Outgoing.Form.PRIVATE)) {
      Scene scene = new Scene(CRYPTO, form);
      scene.commit("alice", false, NONE, scene.add("bob"), scene.add("carol"));
      scene.commit("carol", true, NONE, scene.add("dave"));
      scene.commit("bob", true, NONE, new Proposal.Remove(scene.leaf("carol")));
      scene.commit("dave", true, NONE, scene.add("erin"), scene.add("frank"));
      scene.commit("frank", true, NONE);
      assertThat(scene.state("alice").context().epoch()).isEqualTo(new Epoch(5));
      assertThat(scene.members).hasSize(5).doesNotContainKey("carol");
    }
  }

  @Test
  void commit_proposalsByReference_areApplied() {
    Scene scene = scene(Outgoing.Form.PRIVATE, "bob", "carol");
    ProposalRef add = scene.propose("bob", scene.add("dave"));
    ProposalRef remove = scene.propose("carol", new Proposal.Remove(scene.leaf("bob")));
    scene.commit("alice", true, List.of(add, remove));
    assertThat(scene.members).containsOnlyKeys("alice", "carol", "dave");
    assertThat(scene.state("alice").proposals().refs()).isEmpty();
  }

  @Test
  void commit_updateOfAnother_givesItItsNewLeaf() {
    Scene scene = scene(Outgoing.Form.PUBLIC, "bob", "carol");
    ProposalRef update = scene.proposeUpdate("bob");
    HpkeKeyPair pair = scene.state("bob").proposedLeaves().values().iterator().next().keys();
    scene.commit("carol", true, List.of(update));
    assertThat(scene.state("bob").keys().leafKeys()).isEqualTo(pair);
    scene.commit("alice", true, NONE);
  }

  @Test
  void joinExternally_asNewOrInPlaceOfOneself_isFollowedByAll() {
    Scene scene = scene(Outgoing.Form.PRIVATE, "bob");
    scene.joinExternally("carol", "bob", Optional.empty());
    scene.joinExternally("dave", "alice", Optional.empty());
    assertThat(scene.members).hasSize(4);
    var before = scene.leaf("bob");
    scene.members.remove("bob");
    scene.joinExternally("bob", "carol", Optional.of(before));
    assertThat(scene.leaf("bob")).isEqualTo(before);
    scene.commit("bob", true, NONE);
  }

  @Test
  void commit_preSharedKeys_areMixedInForMembersAndNewcomers() {
    Scene scene = scene(Outgoing.Form.PRIVATE, "bob");
    Bytes id = Bytes.fromHex("0a");
    scene.psks.put(id, Secret.zeros(7));
    Bytes nonce = CRYPTO.randomBytes(32);
    scene.commit(
        "bob",
        true,
        NONE,
        new Proposal.PreSharedKey(new PreSharedKeyId.External(id, nonce)),
        scene.add("carol"));
    scene.commit(
        "alice",
        false,
        NONE,
        new Proposal.PreSharedKey(
            new PreSharedKeyId.Resumption(
                ResumptionUsage.APPLICATION,
                Scene.GROUP,
                scene.state("alice").context().epoch(),
                nonce)));
    Proposal unknown = new Proposal.PreSharedKey(new PreSharedKeyId.External(Bytes.EMPTY, nonce));
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> scene.make("alice", true, NONE, unknown))
        .satisfies(e -> assertThat(e.what()).isEqualTo(UnavailableException.What.PRE_SHARED_KEY));
  }

  @Test
  void commit_groupContextExtensions_replacesThemAll() {
    Scene scene = scene(Outgoing.Form.PUBLIC, "bob");
    Extensions extensions =
        Extensions.of(
            new Extension(
                ExtensionType.REQUIRED_CAPABILITIES,
                new RequiredCapabilities(List.of(), List.of(), List.of()).encode()));
    scene.commit("bob", true, NONE, new Proposal.GroupContextExtensions(extensions));
    assertThat(scene.state("alice").context().extensions()).isEqualTo(extensions);
    scene.commit("alice", true, NONE, scene.add("carol"));
  }

  @Test
  void send_applicationData_isReadOnceByTheOthers() {
    Scene scene = scene(Outgoing.Form.PRIVATE, "bob");
    GroupState alice = scene.state("alice");
    Bytes data = Bytes.fromHex("6869");
    Outgoing first = Outgoing.send(alice, 3, Bytes.EMPTY, data);
    Outgoing second = Outgoing.send(first.state(), 0, Bytes.fromHex("aa"), data);
    Incoming late = Scene.open(scene.state("bob"), second.message());
    Incoming early = Scene.open(late.accept(), first.message());
    assertThat(early.content().content().content()).isEqualTo(new ApplicationData(data));
    assertThat(late.content().content().authenticatedData()).isEqualTo(Bytes.fromHex("aa"));
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> Scene.open(early.accept(), first.message()));
  }

  @Test
  void send_whileProposalsWait_isMisuse() {
    Scene scene = scene(Outgoing.Form.PRIVATE, "bob");
    scene.propose("bob", new Proposal.Remove(scene.leaf("alice")));
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> Outgoing.send(scene.state("bob"), 0, Bytes.EMPTY, Bytes.EMPTY));
  }

  @Test
  void commit_ofAReInit_closesTheGroup() {
    Scene scene = scene(Outgoing.Form.PRIVATE, "bob");
    Proposal.ReInit reInit =
        new Proposal.ReInit(
            new GroupId(Bytes.fromHex("99")),
            ProtocolVersion.MLS10,
            new CipherSuiteId(2),
            Extensions.NONE);
    scene.commit("bob", false, NONE, reInit);
    for (String name : List.of("alice", "bob")) {
      GroupState state = scene.state(name);
      assertThat(state.continuation()).contains(reInit);
      assertThatExceptionOfType(MisuseException.class)
          .isThrownBy(() -> Outgoing.send(state, 0, Bytes.EMPTY, Bytes.EMPTY));
      assertThatExceptionOfType(MisuseException.class)
          .isThrownBy(() -> Outgoing.propose(state, Outgoing.Form.PUBLIC, reInit));
      assertThatExceptionOfType(MisuseException.class)
          .isThrownBy(() -> scene.make(name, true, NONE));
    }
  }

  @Test
  void erase_epochThatIsLeft_keepsWhatTheNextNeeds() {
    Scene scene = scene(Outgoing.Form.PRIVATE, "bob", "carol");
    Outgoing sent = Outgoing.send(scene.state("bob"), 0, Bytes.EMPTY, Bytes.EMPTY);
    Outgoing late = Outgoing.send(sent.state(), 0, Bytes.EMPTY, Bytes.EMPTY);
    GroupState before = Scene.open(scene.state("carol"), sent.message()).accept();
    scene.members.put("bob", sent.state());
    scene.members.put("carol", before);
    HpkeKeyPair root = before.keys().asMap().get(new NodeIndex(3));
    scene.commit("alice", true, NONE);
    GroupState after = scene.state("carol");
    before.erase(Optional.of(after));
    assertThat(before.secrets().initSecret().isErased()).isTrue();
    assertThat(root).isNotNull();
    assertThat(root.privateKey().isErased()).isTrue();
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> Outgoing.send(before, 0, Bytes.EMPTY, Bytes.EMPTY));
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(
            () -> before.messageKeys().take(late.state().self(), ContentType.APPLICATION, 1));
    scene.commit("bob", true, NONE);
    after.erase(Optional.empty());
    assertThat(after.keys().leafKeys().privateKey().isErased()).isTrue();
  }

  @Test
  void resumptionPsks_moreThanAreKept_dropsTheOldest() {
    ResumptionPsks psks = ResumptionPsks.none(Scene.GROUP, 2);
    for (int i = 0; i < 3; i++) {
      psks = psks.with(new Epoch(i), Secret.zeros(i + 1));
    }
    PreSharedKeys known = psks.before(PreSharedKeys.NONE);
    assertThat(known.find(resumption(0))).isEmpty();
    assertThat(known.find(resumption(2))).contains(Secret.zeros(3));
  }

  private static PreSharedKeyId resumption(int epoch) {
    return new PreSharedKeyId.Resumption(
        ResumptionUsage.APPLICATION, Scene.GROUP, new Epoch(epoch), Bytes.EMPTY);
  }
}
