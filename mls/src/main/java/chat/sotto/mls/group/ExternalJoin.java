package chat.sotto.mls.group;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.framing.ContentSignature;
import chat.sotto.mls.framing.PublicMessages;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.schedule.Transcript;
import chat.sotto.mls.tree.NewPath;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.Commit;
import chat.sotto.mls.wire.FramedContent;
import chat.sotto.mls.wire.FramedContentAuthData;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafSet;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.NodeList;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.ProposalOrRef;
import chat.sotto.mls.wire.Sender;
import chat.sotto.mls.wire.UpdatePath;
import chat.sotto.mls.wire.WireFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Joining by an external commit (RFC 9420 §12.4.3.2), pending until the group takes it.
 *
 * @param next the state of the epoch that the commit begins
 * @param commit what is sent to the group
 */
public record ExternalJoin(GroupState next, MlsMessage commit) {
  /**
   * What is joined.
   *
   * @param info the group as one of its members tells it
   * @param separateTree its tree, if that is not in the group info
   * @param replaced finds an earlier appearance of the same client, which the commit removes
   * @param psks pre-shared keys to mix in
   */
  public record Request(
      GroupInfo info,
      Optional<NodeList> separateTree,
      Function<RatchetTree, Optional<LeafIndex>> replaced,
      List<PreSharedKeyId> psks) {}

  /** A commit that lacks only its confirmation tag, and what its epoch agrees on. */
  private record Signed(FramedContent content, Bytes signature, GroupContext context) {}

  /** Makes the commit. */
  public static ExternalJoin make(
      GroupState.Settings settings,
      Identity identity,
      PreSharedKeys preSharedKeys,
      Request request) {
    ExternalPlan plan = ExternalPlan.of(settings, identity, preSharedKeys, request);
    return make(plan, ExternalSecrets.generate(plan));
  }

  /** Makes the commit of these secrets, which are overwritten whatever comes of it. */
  static ExternalJoin make(ExternalPlan plan, ExternalSecrets secrets) {
    boolean made = false;
    try {
      Signed signed = sign(plan, secrets);
      NextEpoch epoch =
          NextEpoch.derive(
              plan.settings().crypto(),
              secrets.init().initSecret(),
              secrets.path().commitSecret(),
              plan.psks(),
              signed.context());
      ExternalJoin join = enter(plan, secrets.path(), signed, epoch);
      made = true;
      return join;
    } finally {
      if (made) {
        secrets.erase();
      } else {
        secrets.discard();
      }
    }
  }

  private static Signed sign(ExternalPlan plan, ExternalSecrets secrets) {
    MlsCrypto crypto = plan.settings().crypto();
    GroupContext old = plan.info().context();
    NewPath path = secrets.path();
    List<ProposalOrRef> entries = plan.entries(secrets.init().kemOutput());
    plan.check(entries, path.tree());
    GroupContext provisional = plan.context().withTreeHash(path.tree().treeHash());
    UpdatePath update = path.encrypt(provisional, LeafSet.EMPTY);
    FramedContent content =
        new FramedContent(
            old.group(),
            old.epoch(),
            new Sender.NewMemberCommit(),
            Bytes.EMPTY,
            new Commit(entries, Optional.of(update)));
    Bytes signature =
        ContentSignature.sign(
            crypto, plan.identity().signer(), WireFormat.PUBLIC_MESSAGE, content, old);
    Transcript transcript =
        Transcript.of(crypto, old.confirmedTranscriptHash(), plan.info().confirmationTag());
    Bytes confirmed =
        Transcript.confirmedAfter(
            crypto, transcript.interim(), WireFormat.PUBLIC_MESSAGE, content, signature);
    return new Signed(content, signature, provisional.withConfirmedTranscriptHash(confirmed));
  }

  private static ExternalJoin enter(
      ExternalPlan plan, NewPath path, Signed signed, NextEpoch epoch) {
    MlsCrypto crypto = plan.settings().crypto();
    GroupContext old = plan.info().context();
    boolean made = false;
    try {
      AuthenticatedContent message =
          new AuthenticatedContent(
              WireFormat.PUBLIC_MESSAGE,
              signed.content(),
              new FramedContentAuthData(
                  signed.signature(), Optional.of(epoch.confirmationTag(crypto))));
      // The membership key is of no use here: the sender is no member yet.
      MlsMessage commit =
          new MlsMessage(
              PublicMessages.protect(crypto, epoch.secrets().membershipKey(), message, old));
      GroupState next =
          epoch.state(
              plan.settings(),
              plan.identity(),
              path.tree(),
              path.keys(),
              ResumptionPsks.none(old.group(), plan.settings().resumptionKept()),
              List.of());
      made = true;
      return new ExternalJoin(next, commit);
    } finally {
      if (made) {
        epoch.erase();
      } else {
        epoch.discard();
      }
    }
  }
}
