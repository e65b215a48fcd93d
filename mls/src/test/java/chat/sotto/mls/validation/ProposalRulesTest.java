package chat.sotto.mls.validation;

import static chat.sotto.mls.fixture.Refusals.rejected;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.fixture.Grove;
import chat.sotto.mls.fixture.Leaves;
import chat.sotto.mls.fixture.Person;
import chat.sotto.mls.fixture.Policy;
import chat.sotto.mls.wire.Capabilities;
import chat.sotto.mls.wire.CipherSuiteId;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.Extension;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.ExternalSender;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.LeafNodeSource;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalType;
import chat.sotto.mls.wire.ProtocolVersion;
import chat.sotto.mls.wire.ResumptionUsage;
import chat.sotto.mls.wire.Sender;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProposalRulesTest {
  private static final MlsCrypto CRYPTO = MlsCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
  private static final LeafIndex COMMITTER = new LeafIndex(0);
  private static final Bytes NONCE = Bytes.owning(new byte[32]);
  private static final Proposal PSK =
      new Proposal.PreSharedKey(new PreSharedKeyId.External(Bytes.EMPTY, NONCE));
  private static final Proposal INIT = new Proposal.ExternalInit(Bytes.EMPTY);
  private static final Proposal EXTENSIONS = new Proposal.GroupContextExtensions(Extensions.NONE);
  private static final Proposal REINIT =
      new Proposal.ReInit(
          Grove.GROUP, ProtocolVersion.MLS10, CipherSuiteId.of(CRYPTO.suite()), Extensions.NONE);

  private final Grove grove = new Grove(CRYPTO, 3);
  private final Person extra = new Person(CRYPTO, "extra");

  private static Proposed by(int member, Proposal proposal) {
    return new Proposed(proposal, new Sender.Member(new LeafIndex(member)), member != 0);
  }

  private static Proposal remove(int leaf) {
    return new Proposal.Remove(new LeafIndex(leaf));
  }

  private Proposal update(int leaf) {
    return new Proposal.Update(
        grove
            .person(leaf)
            .leafIn(
                Grove.GROUP,
                new LeafIndex(leaf),
                CRYPTO.generateKeyPair().publicKey(),
                new LeafNodeSource.Update()));
  }

  private Proposal add(Person person) {
    return new Proposal.Add(person.keyPackage());
  }

  private void single(Policy policy, Proposed proposed) {
    new ProposalRules(
            CRYPTO,
            policy.validation(),
            grove.context(grove.tree()),
            grove.tree(),
            Optional.empty())
        .check(proposed);
  }

  private void refused(Check check, Proposal proposal) {
    rejected(check, () -> single(Policy.OPEN, by(1, proposal)));
  }

  private void regular(Proposed... list) {
    new ProposalListRules(Policy.OPEN, grove.tree(), Arrays.asList(list)).checkRegular(COMMITTER);
  }

  private void external(Proposal... list) {
    new ProposalListRules(
            Policy.OPEN,
            grove.tree(),
            Arrays.stream(list)
                .map(p -> new Proposed(p, new Sender.NewMemberCommit(), false))
                .toList())
        .checkExternal();
  }

  // Single proposals.

  @Test
  void check_proposalsAsTheyShouldBe_areAccepted() {
    for (Proposal proposal :
        List.of(add(extra), update(1), remove(2), PSK, REINIT, INIT, EXTENSIONS)) {
      single(Policy.OPEN, by(1, proposal));
    }
    single(Policy.OPEN, by(1, new Proposal.Custom(new ProposalType(0xf001), Bytes.EMPTY)));
  }

  @Test
  void check_removeOfNobody_isRemoveMember() {
    refused(Check.REMOVE_MEMBER, remove(3));
    refused(Check.REMOVE_MEMBER, remove(-1));
  }

  @Test
  void check_nonceOfAnotherLength_isPskNonce() {
    refused(
        Check.PSK_NONCE,
        new Proposal.PreSharedKey(new PreSharedKeyId.External(Bytes.EMPTY, NONCE.slice(0, 31))));
  }

  @Test
  void check_keyOfAnotherUsage_isPskUsage() {
    for (ResumptionUsage usage : ResumptionUsage.values()) {
      Proposal proposal =
          new Proposal.PreSharedKey(
              new PreSharedKeyId.Resumption(usage, Grove.GROUP, Epoch.ZERO, NONCE));
      if (usage == ResumptionUsage.APPLICATION) {
        single(Policy.OPEN, by(1, proposal));
      } else {
        refused(Check.PSK_USAGE, proposal);
      }
    }
  }

  @Test
  void check_reInitToAnOlderVersion_isReinitVersion() {
    refused(
        Check.REINIT_VERSION,
        new Proposal.ReInit(
            Grove.GROUP,
            new ProtocolVersion(0),
            CipherSuiteId.of(CRYPTO.suite()),
            Extensions.NONE));
  }

  @Test
  void check_externalSenderThatThePolicyRefuses_isExternalSenderCredential() {
    ExternalSender sender =
        new ExternalSender(extra.signer().publicKey(), extra.keyPackage().leafNode().credential());
    Proposal proposal =
        new Proposal.GroupContextExtensions(
            Extensions.of(
                new Extension(
                    ExtensionType.EXTERNAL_SENDERS,
                    new MlsWriter().writeList(List.of(sender)).toBytes())));
    single(Policy.OPEN, by(1, proposal));
    rejected(
        Check.EXTERNAL_SENDER_CREDENTIAL,
        () -> single(new Policy(true, true, false, false), by(1, proposal)));
  }

  @Test
  void check_updateFromNobody_isListUpdateSender() {
    for (Sender sender :
        List.of(
            new Sender.External(0),
            new Sender.NewMemberCommit(),
            new Sender.Member(new LeafIndex(3)))) {
      rejected(
          Check.LIST_UPDATE_SENDER,
          () -> single(Policy.OPEN, new Proposed(update(1), sender, true)));
    }
  }

  @Test
  void checkPath_proposalsThatNeedOne_isCommitPath() {
    for (Proposal proposal :
        List.of(
            update(1),
            remove(1),
            INIT,
            EXTENSIONS,
            new Proposal.Custom(new ProposalType(0xf001), Bytes.EMPTY))) {
      List<Proposed> list = List.of(by(1, add(extra)), by(1, proposal));
      rejected(Check.COMMIT_PATH, () -> ProposalRules.checkPath(list, false));
      ProposalRules.checkPath(list, true);
    }
    rejected(Check.COMMIT_PATH, () -> ProposalRules.checkPath(List.of(), false));
    ProposalRules.checkPath(List.of(by(1, add(extra)), by(1, PSK), by(1, REINIT)), false);
  }

  // Lists of a member's commit.

  @Test
  void checkRegular_listAsItShouldBe_isAccepted() {
    regular(by(0, add(extra)), by(1, update(1)), by(1, remove(2)), by(0, PSK));
    regular(by(1, REINIT));
    regular();
  }

  @Test
  void checkRegular_ownUpdate_isListOwnUpdate() {
    rejected(Check.LIST_OWN_UPDATE, () -> regular(by(0, update(0))));
  }

  @Test
  void checkRegular_ownRemoval_isListOwnRemove() {
    rejected(Check.LIST_OWN_REMOVE, () -> regular(by(1, remove(0))));
  }

  @Test
  void checkRegular_leafChangedTwice_isListSameLeaf() {
    rejected(Check.LIST_SAME_LEAF, () -> regular(by(1, update(1)), by(2, remove(1))));
    rejected(Check.LIST_SAME_LEAF, () -> regular(by(1, remove(2)), by(0, remove(2))));
    rejected(Check.LIST_SAME_LEAF, () -> regular(by(1, update(1)), by(1, update(1))));
  }

  @Test
  void checkRegular_clientAddedTwice_isListSameClient() {
    rejected(Check.LIST_SAME_CLIENT, () -> regular(by(0, add(extra)), by(1, add(extra))));
    Policy allTheSame = new Policy(true, true, true, true);
    List<Proposed> two = List.of(by(0, add(extra)), by(0, add(new Person(CRYPTO, "x"))));
    rejected(
        Check.LIST_SAME_CLIENT,
        () -> new ProposalListRules(allTheSame, grove.tree(), two).checkRegular(COMMITTER));
  }

  @Test
  void checkRegular_memberAddedAgain_isListMemberAgain() {
    Proposal again = add(grove.person(2));
    rejected(Check.LIST_MEMBER_AGAIN, () -> regular(by(0, again)));
    regular(by(0, again), by(0, remove(2)));
  }

  @Test
  void checkRegular_keyNamedTwice_isListSamePsk() {
    rejected(Check.LIST_SAME_PSK, () -> regular(by(0, PSK), by(1, PSK)));
  }

  @Test
  void checkRegular_extensionsReplacedTwice_isListExtensionsTwice() {
    rejected(Check.LIST_EXTENSIONS_TWICE, () -> regular(by(0, EXTENSIONS), by(1, EXTENSIONS)));
  }

  @Test
  void checkRegular_reInitAmongOthers_isListReinitAlone() {
    rejected(Check.LIST_REINIT_ALONE, () -> regular(by(0, REINIT), by(0, PSK)));
  }

  @Test
  void checkRegular_externalInit_isListExternalInit() {
    rejected(Check.LIST_EXTERNAL_INIT, () -> regular(by(0, INIT)));
  }

  @Test
  void checkRegular_typeThatAMemberLacks_isListUnsupported() {
    ProposalType type = new ProposalType(0xf001);
    Proposed custom = by(0, new Proposal.Custom(type, Bytes.EMPTY));
    rejected(Check.LIST_UNSUPPORTED, () -> regular(custom));
    LeafNode leaf = grove.tree().getLeaf(new LeafIndex(1));
    Capabilities all = leaf.capabilities();
    LeafNode able =
        Leaves.with(
            leaf,
            new Capabilities(
                all.versions(),
                all.cipherSuites(),
                all.extensions(),
                List.of(type),
                all.credentials()));
    var tree = grove.tree().update(COMMITTER, able).update(new LeafIndex(1), able);
    new ProposalListRules(Policy.OPEN, tree, List.of(custom, by(0, remove(2))))
        .checkRegular(COMMITTER);
  }

  // Lists of an external commit.

  @Test
  void checkExternal_listAsItShouldBe_isAccepted() {
    external(INIT);
    external(PSK, INIT, remove(1));
  }

  @Test
  void checkExternal_noneOrTwoExternalInits_isExternalCommitInit() {
    rejected(Check.EXTERNAL_COMMIT_INIT, () -> external(PSK));
    rejected(Check.EXTERNAL_COMMIT_INIT, () -> external(INIT, INIT));
  }

  @Test
  void checkExternal_twoRemoves_isExternalCommitRemove() {
    rejected(Check.EXTERNAL_COMMIT_REMOVE, () -> external(INIT, remove(1), remove(2)));
  }

  @Test
  void checkExternal_otherProposal_isExternalCommitOther() {
    for (Proposal other : List.of(add(extra), update(1), REINIT, EXTENSIONS)) {
      rejected(Check.EXTERNAL_COMMIT_OTHER, () -> external(INIT, other));
    }
  }

  @Test
  void checkExternal_keyNamedTwice_isListSamePsk() {
    rejected(Check.LIST_SAME_PSK, () -> external(INIT, PSK, PSK));
  }

  @Test
  void checkExternal_proposalByReference_isExternalCommitReference() {
    List<Proposed> list =
        List.of(new Proposed(INIT, new Sender.NewMemberCommit(), false), by(1, remove(1)));
    rejected(
        Check.EXTERNAL_COMMIT_REFERENCE,
        () -> new ProposalListRules(Policy.OPEN, grove.tree(), list).checkExternal());
  }
}
