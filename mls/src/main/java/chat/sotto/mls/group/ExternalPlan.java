package chat.sotto.mls.group;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.schedule.Psk;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.validation.LeafRules;
import chat.sotto.mls.validation.ProposalListRules;
import chat.sotto.mls.validation.ProposalRules;
import chat.sotto.mls.validation.Proposed;
import chat.sotto.mls.validation.TreeRules;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalOrRef;
import chat.sotto.mls.wire.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an external commit starts from (RFC 9420 §12.4.3.2): checked and looked up before anything
 * secret is made for it.
 *
 * @param settings of the group
 * @param identity who joins
 * @param info the group as one of its members tells it
 * @param before its tree
 * @param replaced the earlier appearance of the same client, which the commit removes
 * @param room the tree without that one, and the joiner's place in it
 * @param externalKey what the init secret is encrypted to
 * @param psks pre-shared keys to mix in
 */
record ExternalPlan(
    GroupState.Settings settings,
    Identity identity,
    GroupInfo info,
    RatchetTree before,
    Optional<LeafIndex> replaced,
    RatchetTree.Added room,
    HpkePublicKey externalKey,
    List<Psk> psks) {

  static ExternalPlan of(
      GroupState.Settings settings,
      Identity identity,
      PreSharedKeys preSharedKeys,
      ExternalJoin.Request request) {
    GroupInfo info = request.info();
    if (info.context().cipherSuite().value() != settings.crypto().suite().id()) {
      throw new RejectedException(Check.WELCOME_SUITE);
    }
    RatchetTree before = GroupInfos.checkedTree(settings, info, request.separateTree());
    HpkePublicKey externalKey =
        info.extensions()
            .find(ExtensionType.EXTERNAL_PUB, HpkePublicKey::read)
            .orElseThrow(
                () ->
                    new UnavailableException(
                        UnavailableException.What.EXTERNAL_KEY,
                        "this group info is not for external joins"));
    Optional<LeafIndex> replaced = request.replaced().apply(before);
    RatchetTree rest = replaced.map(before::remove).orElse(before);
    return new ExternalPlan(
        settings,
        identity,
        info,
        before,
        replaced,
        rest.withFreeLeaf(),
        externalKey,
        NextEpoch.find(preSharedKeys, request.psks()));
  }

  /** The context of the new epoch, still with the old tree hash and transcript. */
  GroupContext context() {
    GroupContext old = info.context();
    return new GroupContext(
        old.version(),
        old.cipherSuite(),
        old.group(),
        old.epoch().next(),
        old.treeHash(),
        old.confirmedTranscriptHash(),
        old.extensions());
  }

  /** The proposals of the commit, in order. */
  List<ProposalOrRef> entries(Bytes kemOutput) {
    List<ProposalOrRef> entries = new ArrayList<>();
    entries.add(new ProposalOrRef.ByValue(new Proposal.ExternalInit(kemOutput)));
    replaced.ifPresent(leaf -> entries.add(new ProposalOrRef.ByValue(new Proposal.Remove(leaf))));
    psks.forEach(
        psk -> entries.add(new ProposalOrRef.ByValue(new Proposal.PreSharedKey(psk.id()))));
    return entries;
  }

  /** What the members will check, so that nothing is sent that they refuse. */
  void check(List<ProposalOrRef> entries, RatchetTree after) {
    checkLeaf(after);
    List<Proposed> list = new ArrayList<>();
    for (ProposalOrRef entry : entries) {
      list.add(
          new Proposed(
              ((ProposalOrRef.ByValue) entry).proposal(), new Sender.NewMemberCommit(), false));
    }
    new ProposalListRules(settings.policy().credentials(), before, list).checkExternal();
    ProposalRules rules =
        new ProposalRules(
            settings.crypto(), settings.policy(), context(), before, Optional.empty());
    list.forEach(rules::check);
  }

  private void checkLeaf(RatchetTree after) {
    LeafIndex self = room.index();
    LeafNode leaf = after.getLeaf(self);
    LeafRules rules = new LeafRules(settings.crypto(), settings.policy(), context());
    Optional<LeafNode> former = replaced.map(before::getLeaf);
    if (former.isPresent()) {
      rules.checkInCommit(leaf, self, former.get());
    } else {
      rules.checkInCommit(leaf, self);
    }
    TreeRules.checkMembers(after);
    TreeRules.checkOnlyClient(settings.policy().credentials(), after, self, leaf, former);
  }
}
