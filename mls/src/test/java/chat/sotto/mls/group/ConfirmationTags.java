package chat.sotto.mls.group;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.schedule.Transcript;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.tree.ReceivedPath;
import chat.sotto.mls.validation.Proposed;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.Commit;
import chat.sotto.mls.wire.GroupContext;
import java.util.List;
import java.util.Optional;

/**
 * The right confirmation tags of commits that are not right otherwise, as an insider can make them:
 * computed as a receiver does, with few of a receiver's checks.
 */
public final class ConfirmationTags {
  private ConfirmationTags() {}

  /**
   * The tag of a member's commit.
   *
   * @param old another member, whom the path is encrypted to
   * @throws RejectedException and other exceptions of the engine if it has none
   */
  public static Bytes of(GroupState old, PreSharedKeys known, AuthenticatedContent message) {
    MlsCrypto crypto = old.crypto();
    Commit commit = (Commit) message.content().content();
    List<Proposed> proposals =
        ProposalLookup.find(old, message.content().sender(), commit.proposals());
    Applied applied =
        Applied.apply(
            old,
            message.content().sender(),
            proposals,
            commit.path().isPresent(),
            Optional.empty());
    RatchetTree tree = applied.tree();
    Secret commitSecret = crypto.zeroSecret();
    if (commit.path().isPresent()) {
      ReceivedPath received =
          ReceivedPath.merge(tree, applied.sender(), commit.path().get(), applied.added());
      tree = received.tree();
      commitSecret =
          received
              .open(
                  old.keys().retainedIn(applied.tree()),
                  applied.context().withTreeHash(tree.treeHash()),
                  applied.added())
              .commitSecret();
    }
    Bytes confirmed =
        Transcript.confirmedAfter(
            crypto,
            old.transcript().interim(),
            message.wireFormat(),
            message.content(),
            message.auth().signature());
    GroupContext context =
        applied.context().withTreeHash(tree.treeHash()).withConfirmedTranscriptHash(confirmed);
    return NextEpoch.derive(
            crypto,
            old.secrets().initSecret(),
            commitSecret,
            NextEpoch.psks(old.resumption().before(known), proposals),
            context)
        .confirmationTag(crypto);
  }
}
