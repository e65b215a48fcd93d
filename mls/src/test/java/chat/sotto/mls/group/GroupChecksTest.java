package chat.sotto.mls.group;

import static chat.sotto.mls.fixture.Refusals.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.fixture.Person;
import chat.sotto.mls.framing.ContentSignature;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.schedule.KeySchedule;
import chat.sotto.mls.schedule.Psk;
import chat.sotto.mls.schedule.Welcomes;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.CipherSuiteId;
import chat.sotto.mls.wire.Commit;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.Extension;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.ExternalSender;
import chat.sotto.mls.wire.FramedContent;
import chat.sotto.mls.wire.FramedContentAuthData;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.GroupSecrets;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalRef;
import chat.sotto.mls.wire.PublicMessage;
import chat.sotto.mls.wire.ResumptionUsage;
import chat.sotto.mls.wire.Sender;
import chat.sotto.mls.wire.UpdatePath;
import chat.sotto.mls.wire.Welcome;
import chat.sotto.mls.wire.WireFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupChecksTest {
  private static final MlsCrypto CRYPTO = MlsCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
  private static final List<ProposalRef> NONE = List.of();

  private final Scene scene = new Scene(CRYPTO, Outgoing.Form.PUBLIC);

  private void withBob() {
    scene.commit("alice", true, NONE, scene.add("bob"));
  }

  private AuthenticatedContent received(OwnCommit made) {
    return Scene.open(scene.state("bob"), made.commit()).content();
  }

  private void process(AuthenticatedContent commit) {
    Committed.process(scene.state("bob"), PreSharedKeys.NONE, commit);
  }

  // Messages.

  @Test
  void open_messageOfAnotherGroup_isMessageGroup() {
    withBob();
    PublicMessage message = (PublicMessage) scene.make("alice", true, NONE).commit().body();
    FramedContent content = message.content();
    PublicMessage other =
        new PublicMessage(
            new FramedContent(
                new GroupId(Bytes.EMPTY),
                content.epoch(),
                content.sender(),
                content.authenticatedData(),
                content.content()),
            message.auth(),
            message.membershipTag());
    rejected(Check.MESSAGE_GROUP, () -> Incoming.open(scene.state("bob"), other));
  }

  @Test
  void open_messageOfAnEpochThatIsOver_isMessageEpoch() {
    withBob();
    OwnCommit made = scene.make("alice", true, NONE);
    scene.follow("bob", made.commit());
    rejected(Check.MESSAGE_EPOCH, () -> Scene.open(scene.state("bob"), made.commit()));
  }

  @Test
  void open_commitOfAMemberWhoLeft_isRefused() {
    withBob();
    GroupState bob = scene.state("bob");
    scene.commit("alice", true, NONE, new Proposal.Remove(bob.self()));
    Outgoing late =
        Outgoing.propose(bob, Outgoing.Form.PUBLIC, new Proposal.Remove(new LeafIndex(0)));
    rejected(Check.MESSAGE_EPOCH, () -> Scene.open(scene.state("alice"), late.message()));
  }

  @Test
  void open_externalProposal_isAcceptedFromThoseListed() {
    Person server = new Person(CRYPTO, "server");
    Extensions extensions =
        Extensions.of(
            new Extension(
                ExtensionType.EXTERNAL_SENDERS,
                new MlsWriter()
                    .writeList(
                        List.of(
                            new ExternalSender(server.signer().publicKey(), server.credential())))
                    .toBytes()));
    Scene open = new Scene(CRYPTO, Outgoing.Form.PUBLIC, extensions);
    GroupState alice = open.state("alice");
    Incoming received = Scene.open(alice, fromOutside(alice, server, 0));
    assertThat(received.content().content().sender()).isEqualTo(new Sender.External(0));
    rejected(Check.EXTERNAL_SENDER, () -> Scene.open(alice, fromOutside(alice, server, 1)));
    rejected(Check.EXTERNAL_SENDER, () -> Scene.open(alice, fromOutside(alice, server, -1)));
    rejected(
        Check.MESSAGE_SIGNATURE,
        () -> Scene.open(alice, fromOutside(alice, new Person(CRYPTO, "x"), 0)));
    GroupState closed = scene.state("alice");
    rejected(Check.EXTERNAL_SENDER, () -> Scene.open(closed, fromOutside(closed, server, 0)));
  }

  private MlsMessage fromOutside(GroupState state, Person sender, int index) {
    FramedContent content =
        new FramedContent(
            state.context().group(),
            state.context().epoch(),
            new Sender.External(index),
            Bytes.EMPTY,
            new Proposal.Add(scene.person("carol").keyPackage()));
    Bytes signature =
        ContentSignature.sign(
            CRYPTO, sender.signer(), WireFormat.PUBLIC_MESSAGE, content, state.context());
    return new MlsMessage(
        new PublicMessage(
            content, new FramedContentAuthData(signature, Optional.empty()), Optional.empty()));
  }

  // Commits.

  @Test
  void process_proposalThatWasNotReceived_isCommitProposal() {
    withBob();
    GroupState bob = scene.state("bob");
    ProposalRef add = scene.propose("alice", scene.add("carol"));
    OwnCommit made = scene.make("alice", true, List.of(add));
    scene.members.put("bob", bob);
    rejected(Check.COMMIT_PROPOSAL, () -> process(received(made)));
  }

  @Test
  void process_pathWithAKeyOfTheTree_isPathKeysNew() {
    withBob();
    AuthenticatedContent commit = received(scene.make("alice", true, NONE));
    UpdatePath path = ((Commit) commit.content().content()).path().orElseThrow();
    List<UpdatePath.Node> nodes = new ArrayList<>(path.nodes());
    nodes.set(
        0,
        new UpdatePath.Node(
            scene.state("bob").keys().leafKeys().publicKey(), nodes.get(0).encryptedPathSecret()));
    FramedContent content = commit.content();
    rejected(
        Check.PATH_KEYS_NEW,
        () ->
            process(
                new AuthenticatedContent(
                    commit.wireFormat(),
                    new FramedContent(
                        content.group(),
                        content.epoch(),
                        content.sender(),
                        content.authenticatedData(),
                        new Commit(List.of(), Optional.of(new UpdatePath(path.leafNode(), nodes)))),
                    commit.auth())));
  }

  @Test
  void process_otherTag_isConfirmationTag() {
    withBob();
    AuthenticatedContent commit = received(scene.make("alice", true, NONE));
    for (Optional<Bytes> tag :
        List.of(
            Optional.<Bytes>empty(),
            Optional.of(Bytes.EMPTY),
            Optional.of(CRYPTO.randomBytes(32)))) {
      rejected(
          Check.CONFIRMATION_TAG,
          () ->
              process(
                  new AuthenticatedContent(
                      commit.wireFormat(),
                      commit.content(),
                      new FramedContentAuthData(commit.auth().signature(), tag))));
    }
    // What was refused left the state as it was.
    process(commit);
  }

  @Test
  void make_listThatIsInvalid_isRefusedBeforeItIsSent() {
    withBob();
    LeafIndex alice = scene.leaf("alice");
    rejected(
        Check.LIST_OWN_REMOVE, () -> scene.make("alice", true, NONE, new Proposal.Remove(alice)));
    rejected(Check.COMMIT_PATH, () -> scene.make("alice", false, NONE));
  }

  // Joining.

  private Welcome welcome(GroupInfo info, String name, Secret joiner, PreSharedKeyId... psks) {
    List<Psk> keys = List.of(psks).stream().map(id -> new Psk(id, Secret.zeros(32))).toList();
    Secret welcomeSecret = KeySchedule.welcomeSecret(CRYPTO, joiner, Psk.combine(CRYPTO, keys));
    Bytes sealed = Welcomes.sealGroupInfo(CRYPTO, welcomeSecret, info);
    Person person = scene.person(name);
    return new Welcome(
        CipherSuiteId.of(CRYPTO.suite()),
        List.of(
            new Welcome.EncryptedGroupSecrets(
                person.keyPackage().ref(CRYPTO),
                Welcomes.sealGroupSecrets(
                    CRYPTO,
                    person.keyPackage().initKey(),
                    sealed,
                    new GroupSecrets(joiner, Optional.empty(), List.of(psks))))),
        sealed);
  }

  private void join(String name, Welcome welcome) {
    Joined.join(
        scene.settings,
        scene.identity(name),
        id -> Optional.of(Secret.zeros(32)),
        request(name, welcome));
  }

  private Joined.Request request(String name, Welcome welcome) {
    return new Joined.Request(scene.own(name), welcome, Optional.empty(), Links.OldGroups.NONE);
  }

  private GroupInfo info() {
    return GroupInfos.make(scene.state("alice"), true);
  }

  @Test
  void join_welcomeForOthers_isWelcomeRecipient() {
    Welcome welcome = scene.make("alice", true, NONE, scene.add("bob")).welcome().orElseThrow();
    rejected(Check.WELCOME_RECIPIENT, () -> join("carol", welcome));
    join("bob", welcome);
  }

  @Test
  void join_welcomeOfAnotherSuite_isWelcomeSuite() {
    Welcome welcome = welcome(info(), "bob", CRYPTO.randomSecret());
    rejected(
        Check.WELCOME_SUITE,
        () ->
            join(
                "bob",
                new Welcome(
                    new CipherSuiteId(2), welcome.secrets(), welcome.encryptedGroupInfo())));
  }

  @Test
  void join_twoKeysForBranching_isWelcomePsks() {
    PreSharedKeyId one = branch(0);
    rejected(
        Check.WELCOME_PSKS,
        () -> join("bob", welcome(info(), "bob", CRYPTO.randomSecret(), one, branch(1))));
  }

  private static PreSharedKeyId branch(int epoch) {
    return new PreSharedKeyId.Resumption(
        ResumptionUsage.BRANCH, Scene.GROUP, new Epoch(epoch), CRYPTO.randomBytes(32));
  }

  @Test
  void join_moreKeysThanAreCounted_isPskCount() {
    PreSharedKeyId id = new PreSharedKeyId.External(Bytes.EMPTY, CRYPTO.randomBytes(32));
    Joined joined =
        new Joined(
            scene.settings,
            scene.identity("bob"),
            known -> Optional.of(Secret.zeros(32)),
            request("bob", welcome(info(), "bob", CRYPTO.randomSecret())));
    List<PreSharedKeyId> tooMany = Collections.nCopies(0x10000, id);
    rejected(
        Check.PSK_COUNT,
        () -> joined.join(new GroupSecrets(CRYPTO.randomSecret(), Optional.empty(), tooMany)));
  }

  @Test
  void join_keyThatIsNotHere_isUnavailable() {
    PreSharedKeyId id = new PreSharedKeyId.External(Bytes.EMPTY, CRYPTO.randomBytes(32));
    Welcome welcome = welcome(info(), "bob", CRYPTO.randomSecret(), id);
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(
            () ->
                Joined.join(
                    scene.settings,
                    scene.identity("bob"),
                    PreSharedKeys.NONE,
                    request("bob", welcome)));
  }

  @Test
  void join_groupInfoThatNoMemberSigned_isGroupInfoSignature() {
    GroupInfo info = info();
    GroupInfo fromNobody =
        new GroupInfo(
            info.context(),
            info.extensions(),
            info.confirmationTag(),
            new LeafIndex(7),
            info.signature());
    for (GroupInfo wrong : List.of(info.withSignature(Bytes.EMPTY), fromNobody)) {
      rejected(
          Check.GROUP_INFO_SIGNATURE,
          () -> join("bob", welcome(wrong, "bob", CRYPTO.randomSecret())));
      rejected(Check.GROUP_INFO_SIGNATURE, () -> joinExternally(wrong));
    }
  }

  private void joinExternally(GroupInfo info) {
    ExternalJoin.make(
        scene.settings,
        scene.identity("bob"),
        scene.preSharedKeys(),
        new ExternalJoin.Request(info, Optional.empty(), tree -> Optional.empty(), List.of()));
  }

  @Test
  void join_treeWithoutTheOwnLeaf_isWelcomeLeaf() {
    rejected(Check.WELCOME_LEAF, () -> join("bob", welcome(info(), "bob", CRYPTO.randomSecret())));
  }

  @Test
  void join_otherSecretsThanTheGroups_isConfirmationTag() {
    withBob();
    rejected(
        Check.CONFIRMATION_TAG, () -> join("bob", welcome(info(), "bob", CRYPTO.randomSecret())));
  }

  @Test
  void joinExternally_withoutTheKeyForIt_isUnavailable() {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> joinExternally(GroupInfos.make(scene.state("alice"), false)))
        .satisfies(e -> assertThat(e.what()).isEqualTo(UnavailableException.What.EXTERNAL_KEY));
  }

  @Test
  void joinExternally_groupInfoWithoutATree_isTreeHash() {
    GroupInfo info = info();
    GroupInfo bare =
        new GroupInfo(
            info.context(), Extensions.NONE, info.confirmationTag(), info.signer(), Bytes.EMPTY);
    rejected(Check.TREE_HASH, () -> joinExternally(bare));
  }
}
