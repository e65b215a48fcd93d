package chat.sotto.mls.group;

import static chat.sotto.mls.fixture.Refusals.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.fixture.Names;
import chat.sotto.mls.fixture.Person;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.validation.ValidationPolicy;
import chat.sotto.mls.wire.CipherSuiteId;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProtocolVersion;
import chat.sotto.mls.wire.ResumptionUsage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinksTest {
  private static final MlsCrypto CRYPTO = MlsCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
  private static final GroupId NEW = new GroupId(Bytes.fromHex("77"));
  private static final Proposal.ReInit REINIT =
      new Proposal.ReInit(
          NEW, ProtocolVersion.MLS10, CipherSuiteId.of(CRYPTO.suite()), Extensions.NONE);

  private static RatchetTree tree(String... names) {
    RatchetTree tree = RatchetTree.of(CRYPTO, leaf(names[0]));
    for (int i = 1; i < names.length; i++) {
      tree = tree.add(leaf(names[i])).tree();
    }
    return tree;
  }

  private static LeafNode leaf(String name) {
    return new Person(CRYPTO, name).keyPackage().leafNode();
  }

  private static GroupContext context(GroupId group, long epoch, int suite) {
    return new GroupContext(
        ProtocolVersion.MLS10,
        new CipherSuiteId(suite),
        group,
        new Epoch(epoch),
        Bytes.EMPTY,
        Bytes.EMPTY,
        Extensions.NONE);
  }

  private static PreSharedKeyId.Resumption link(ResumptionUsage usage) {
    return new PreSharedKeyId.Resumption(usage, Scene.GROUP, new Epoch(5), CRYPTO.randomBytes(32));
  }

  private static void check(
      ResumptionUsage usage,
      Optional<Proposal.ReInit> continuation,
      GroupContext context,
      String... members) {
    Links.OldGroup old =
        new Links.OldGroup(context(Scene.GROUP, 5, 1), tree("a", "b"), continuation);
    Links.check(
        Names.BELIEVED,
        link(usage),
        (group, epoch) ->
            group.equals(Scene.GROUP) && epoch.equals(new Epoch(5))
                ? Optional.of(old)
                : Optional.empty(),
        context,
        tree(members));
  }

  private static void reInit(GroupContext context, String... members) {
    check(ResumptionUsage.REINIT, Optional.of(REINIT), context, members);
  }

  private static void branch(GroupContext context, String... members) {
    check(ResumptionUsage.BRANCH, Optional.empty(), context, members);
  }

  @Test
  void check_linkedGroupsAsTheyShouldBe_areAccepted() {
    reInit(context(NEW, 1, 1), "a", "b", "c");
    branch(context(NEW, 1, 1), "b");
  }

  @Test
  void check_laterEpoch_isLinkEpoch() {
    rejected(Check.LINK_EPOCH, () -> reInit(context(NEW, 2, 1), "a", "b"));
    rejected(Check.LINK_EPOCH, () -> branch(context(NEW, 0, 1), "b"));
  }

  @Test
  void check_otherGroupThanTheReInitSaid_isReinitMatch() {
    rejected(Check.REINIT_MATCH, () -> reInit(context(Scene.GROUP, 1, 1), "a", "b"));
    rejected(Check.REINIT_MATCH, () -> reInit(context(NEW, 1, 2), "a", "b"));
    rejected(
        Check.REINIT_MATCH,
        () -> check(ResumptionUsage.REINIT, Optional.empty(), context(NEW, 1, 1), "a", "b"));
  }

  @Test
  void check_oldMemberLeftOut_isReinitMembers() {
    rejected(Check.REINIT_MEMBERS, () -> reInit(context(NEW, 1, 1), "a", "c"));
  }

  @Test
  void check_branchOfAnotherSuite_isBranchMatch() {
    rejected(Check.BRANCH_MATCH, () -> branch(context(NEW, 1, 2), "a"));
  }

  @Test
  void check_branchWithAStranger_isBranchMembers() {
    rejected(Check.BRANCH_MEMBERS, () -> branch(context(NEW, 1, 1), "a", "c"));
  }

  @Test
  void check_oldGroupNotHere_isUnavailable() {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(
            () ->
                Links.check(
                    Names.BELIEVED,
                    link(ResumptionUsage.BRANCH),
                    Links.OldGroups.NONE,
                    context(NEW, 1, 1),
                    tree("a")))
        .satisfies(e -> assertThat(e.what()).isEqualTo(UnavailableException.What.OLD_GROUP));
  }

  @Test
  void reInit_fromOldGroupToNew_isFollowed() {
    Scene scene = new Scene(CRYPTO, Outgoing.Form.PRIVATE);
    scene.commit("alice", true, List.of(), scene.add("bob"));
    scene.commit("bob", false, List.of(), REINIT);
    GroupState old = scene.state("bob");
    GroupState oldOfAlice = scene.state("alice");
    GroupState.Settings settings =
        new GroupState.Settings(
            CRYPTO,
            new ValidationPolicy(Names.BELIEVED, scene.settings.policy().clock(), -1),
            scene.settings.limits(),
            8);
    scene.renew("alice");
    scene.renew("bob");
    GroupState fresh =
        Created.create(settings, scene.identity("alice"), scene.own("alice"), NEW, Extensions.NONE);
    PreSharedKeyId link =
        new PreSharedKeyId.Resumption(
            ResumptionUsage.REINIT, Scene.GROUP, old.context().epoch(), CRYPTO.randomBytes(32));
    OwnCommit.Request request =
        new OwnCommit.Request(List.of(), List.of(scene.add("bob")), true, Optional.of(link));
    Secret key = oldOfAlice.secrets().resumptionPsk();
    OwnCommit made = OwnCommit.make(fresh, id -> Optional.of(key), Outgoing.Form.PRIVATE, request);
    GroupState joined =
        Joined.join(
            settings,
            scene.identity("bob"),
            old.resumption().before(PreSharedKeys.NONE),
            new Joined.Request(
                scene.own("bob"),
                made.welcome().orElseThrow(),
                Optional.empty(),
                (group, epoch) -> Optional.of(Links.OldGroup.of(old))));
    assertThat(joined.secrets().epochAuthenticator())
        .isEqualTo(made.next().secrets().epochAuthenticator());
    assertThat(joined.self()).isEqualTo(new LeafIndex(1));
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(
            () ->
                OwnCommit.make(
                    made.next(), id -> Optional.of(key), Outgoing.Form.PRIVATE, request));
  }
}
