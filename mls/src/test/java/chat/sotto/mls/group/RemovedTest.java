package chat.sotto.mls.group;

import static chat.sotto.mls.fixture.Refusals.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.fixture.Leaves;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.Commit;
import chat.sotto.mls.wire.Credential;
import chat.sotto.mls.wire.FramedContent;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.LeafNodeSource;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalOrRef;
import chat.sotto.mls.wire.UpdatePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A commit that removes this member: all is checked that can be without its secrets. */
class RemovedTest {
  private static final MlsCrypto CRYPTO = MlsCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);

  private final Scene scene = new Scene(CRYPTO, Outgoing.Form.PUBLIC);

  RemovedTest() {
    scene.commit("alice", true, List.of(), scene.add("bob"), scene.add("carol"));
  }

  private void process(AuthenticatedContent commit, List<ProposalOrRef> list, UpdatePath path) {
    FramedContent content = commit.content();
    Committed.Result result =
        Committed.process(
            scene.state("bob"),
            PreSharedKeys.NONE,
            new AuthenticatedContent(
                commit.wireFormat(),
                new FramedContent(
                    content.group(),
                    content.epoch(),
                    content.sender(),
                    content.authenticatedData(),
                    new Commit(list, Optional.of(path))),
                commit.auth()));
    assertThat(result.next()).isEmpty();
  }

  /** As it comes, and then changed in each respect. */
  private void refusedUnlessGenuine(AuthenticatedContent message, String committer) {
    Commit commit = (Commit) message.content().content();
    List<ProposalOrRef> list = commit.proposals();
    UpdatePath path = commit.path().orElseThrow();
    LeafNode leaf = path.leafNode();
    process(message, list, path);
    LeafNode renamed = Leaves.with(leaf, new Credential.Basic(Bytes.EMPTY));
    rejected(
        Check.LEAF_SIGNATURE, () -> process(message, list, new UpdatePath(renamed, path.nodes())));
    rejected(Check.PATH_LENGTH, () -> process(message, list, new UpdatePath(leaf, List.of())));
    rejected(
        Check.PATH_KEYS_NEW,
        () ->
            process(
                message, list, withKey(path, scene.state("carol").keys().leafKeys().publicKey())));
    rejected(
        Check.PATH_KEM_KEYS,
        () -> process(message, list, withKey(path, new HpkePublicKey(Bytes.owning(new byte[32])))));
    rejected(
        Check.PATH_PARENT_HASH,
        () -> process(message, list, withKey(path, CRYPTO.generateKeyPair().publicKey())));
    LeafNode updated =
        scene
            .person(committer)
            .sign(
                Leaves.with(leaf, new LeafNodeSource.Update()),
                Scene.GROUP,
                committer.equals("alice") ? scene.leaf("alice") : scene.leaf("bob"));
    rejected(
        Check.LEAF_SOURCE, () -> process(message, list, new UpdatePath(updated, path.nodes())));
  }

  private static UpdatePath withKey(UpdatePath path, HpkePublicKey key) {
    List<UpdatePath.Node> nodes = new ArrayList<>(path.nodes());
    nodes.set(0, new UpdatePath.Node(key, nodes.get(0).encryptedPathSecret()));
    return new UpdatePath(path.leafNode(), nodes);
  }

  @Test
  void process_commitOfAMember_isCheckedAllTheSame() {
    OwnCommit made = scene.make("alice", true, List.of(), new Proposal.Remove(scene.leaf("bob")));
    refusedUnlessGenuine(Scene.open(scene.state("bob"), made.commit()).content(), "alice");
  }

  @Test
  void process_commitFromOutside_isCheckedAllTheSame() {
    ExternalJoin join =
        ExternalJoin.make(
            scene.settings,
            scene.identity("dave"),
            scene.preSharedKeys(),
            new ExternalJoin.Request(
                GroupInfos.make(scene.state("alice"), true),
                Optional.empty(),
                tree -> Optional.of(scene.leaf("bob")),
                List.of()));
    AuthenticatedContent message = Scene.open(scene.state("bob"), join.commit()).content();
    refusedUnlessGenuine(message, "dave");
    Commit commit = (Commit) message.content().content();
    List<ProposalOrRef> junk = new ArrayList<>(commit.proposals());
    junk.set(0, new ProposalOrRef.ByValue(new Proposal.ExternalInit(Bytes.EMPTY)));
    rejected(Check.EXTERNAL_COMMIT_INIT, () -> process(message, junk, commit.path().orElseThrow()));
  }
}
