package chat.sotto.mls.group;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.framing.ContentSignature;
import chat.sotto.mls.framing.PublicMessages;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.schedule.Transcript;
import chat.sotto.mls.tree.NewPath;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.validation.LeafRules;
import chat.sotto.mls.validation.ProposalListRules;
import chat.sotto.mls.validation.ProposalRules;
import chat.sotto.mls.validation.Proposed;
import chat.sotto.mls.validation.TreeRules;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.Commit;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.FramedContent;
import chat.sotto.mls.wire.FramedContentAuthData;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.LeafSet;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.NodeList;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalOrRef;
import chat.sotto.mls.wire.Sender;
import chat.sotto.mls.wire.WireFormat;
import java.util.ArrayList;
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

  /** Makes the commit. */
  public static ExternalJoin make(
      GroupState.Settings settings,
      Identity identity,
      PreSharedKeys preSharedKeys,
      Request request) {
    GroupInfo info = request.info();
    MlsCrypto crypto = settings.crypto();
    if (info.context().cipherSuite().value() != crypto.suite().id()) {
      throw new RejectedException(Check.WELCOME_SUITE);
    }
    RatchetTree before = GroupInfos.tree(crypto, info, request.separateTree());
    RatchetTree tree = before;
    GroupInfos.checkSignature(crypto, info, tree);
    TreeRules.checkJoined(crypto, settings.policy(), info.context(), tree);
    ProposalRules.checkExternalSenders(settings.policy(), info.context().extensions());
    HpkePublicKey externalKey =
        info.extensions()
            .find(ExtensionType.EXTERNAL_PUB, HpkePublicKey::read)
            .orElseThrow(
                () ->
                    new UnavailableException(
                        UnavailableException.What.EXTERNAL_KEY,
                        "this group info is not for external joins"));
    MlsCrypto.ExternalInitSecret init = crypto.externalInit(externalKey);
    List<ProposalOrRef> entries = new ArrayList<>();
    entries.add(new ProposalOrRef.ByValue(new Proposal.ExternalInit(init.kemOutput())));
    Optional<LeafIndex> replaced = request.replaced().apply(tree);
    Optional<LeafNode> former = replaced.map(tree::getLeaf);
    if (replaced.isPresent()) {
      tree = tree.remove(replaced.get());
      entries.add(new ProposalOrRef.ByValue(new Proposal.Remove(replaced.get())));
    }
    request
        .psks()
        .forEach(id -> entries.add(new ProposalOrRef.ByValue(new Proposal.PreSharedKey(id))));
    RatchetTree.Added room = tree.withFreeLeaf();
    GroupContext old = info.context();
    GroupContext context =
        new GroupContext(
            old.version(),
            old.cipherSuite(),
            old.group(),
            old.epoch().next(),
            old.treeHash(),
            old.confirmedTranscriptHash(),
            old.extensions());
    NewPath path = OwnCommit.newPath(identity, context, room.tree(), room.index());
    LeafRules rules = new LeafRules(crypto, settings.policy(), context);
    LeafNode leaf = path.tree().getLeaf(room.index());
    if (former.isPresent()) {
      rules.checkInCommit(leaf, room.index(), former.get());
    } else {
      rules.checkInCommit(leaf, room.index());
    }
    check(settings, context, before, entries);
    GroupContext provisional = context.withTreeHash(path.tree().treeHash());
    FramedContent content =
        new FramedContent(
            old.group(),
            old.epoch(),
            new Sender.NewMemberCommit(),
            Bytes.EMPTY,
            new Commit(entries, Optional.of(path.encrypt(provisional, LeafSet.EMPTY))));
    TreeRules.checkMembers(path.tree());
    TreeRules.checkOnlyClient(
        settings.policy().credentials(), path.tree(), room.index(), leaf, former);
    Bytes signature =
        ContentSignature.sign(crypto, identity.signer(), WireFormat.PUBLIC_MESSAGE, content, old);
    Transcript transcript =
        Transcript.of(crypto, old.confirmedTranscriptHash(), info.confirmationTag());
    GroupContext confirmed =
        provisional.withConfirmedTranscriptHash(
            Transcript.confirmedAfter(
                crypto, transcript.interim(), WireFormat.PUBLIC_MESSAGE, content, signature));
    NextEpoch epoch =
        NextEpoch.derive(
            crypto,
            init.initSecret(),
            path.commitSecret(),
            NextEpoch.find(preSharedKeys, request.psks()),
            confirmed);
    init.initSecret().erase();
    AuthenticatedContent message =
        new AuthenticatedContent(
            WireFormat.PUBLIC_MESSAGE,
            content,
            new FramedContentAuthData(signature, Optional.of(epoch.confirmationTag(crypto))));
    GroupState next =
        epoch.state(
            settings,
            identity,
            path.tree(),
            path.keys(),
            ResumptionPsks.none(old.group(), settings.resumptionKept()),
            List.of());
    path.erasePathSecrets();
    epoch.erase();
    // The membership key is of no use here: the sender is no member yet.
    return new ExternalJoin(
        next,
        new MlsMessage(
            PublicMessages.protect(crypto, next.secrets().membershipKey(), message, old)));
  }

  /** What the members will check, so that nothing is sent that they refuse. */
  private static void check(
      GroupState.Settings settings,
      GroupContext context,
      RatchetTree tree,
      List<ProposalOrRef> entries) {
    List<Proposed> list = new ArrayList<>();
    for (ProposalOrRef entry : entries) {
      list.add(
          new Proposed(
              ((ProposalOrRef.ByValue) entry).proposal(), new Sender.NewMemberCommit(), false));
    }
    new ProposalListRules(settings.policy().credentials(), tree, list).checkExternal();
    ProposalRules rules =
        new ProposalRules(settings.crypto(), settings.policy(), context, tree, Optional.empty());
    list.forEach(rules::check);
  }
}
