package chat.sotto.mls.group;

import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.validation.ProposalListRules;
import chat.sotto.mls.validation.ProposalRules;
import chat.sotto.mls.validation.Proposed;
import chat.sotto.mls.validation.TreeRules;
import chat.sotto.mls.validation.ValidationPolicy;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.LeafSet;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The proposals of a commit, checked and applied (RFC 9420 §12.2, §12.3).
 *
 * @param context of the new epoch, still with the old tree hash and transcript
 * @param tree with all proposals applied, and with room for the sender
 * @param addedInOrder the leaves of those who were added, in the order of their proposals
 * @param sender the committer's leaf
 * @param replaced the leaf that the committer had before
 */
public record Applied(
    GroupContext context,
    RatchetTree tree,
    List<LeafIndex> addedInOrder,
    LeafIndex sender,
    Optional<LeafNode> replaced) {
  /** Checks and applies them. */
  public static Applied apply(
      GroupState old,
      Sender sender,
      List<Proposed> list,
      boolean hasPath,
      Optional<PreSharedKeyId> link) {
    checkList(old, sender, list);
    GroupContext context = contextAfter(old, list);
    ProposalRules each =
        new ProposalRules(old.crypto(), old.settings().policy(), context, old.tree(), link);
    list.forEach(each::check);
    ProposalRules.checkPath(list, hasPath);
    return changedChecked(old, context, sender, list);
  }

  /**
   * Applies proposals of which each is known to be valid by itself: checks only how they go
   * together, and that costs no signatures.
   */
  public static Applied together(GroupState old, Sender sender, List<Proposed> list) {
    checkList(old, sender, list);
    return changedChecked(old, contextAfter(old, list), sender, list);
  }

  /** The context of the new epoch, still with the old tree hash and transcript. */
  public static GroupContext contextAfter(GroupState old, List<Proposed> list) {
    GroupContext before = old.context();
    return new GroupContext(
        before.version(),
        before.cipherSuite(),
        before.group(),
        before.epoch().next(),
        before.treeHash(),
        before.confirmedTranscriptHash(),
        extensions(list).orElse(before.extensions()));
  }

  private static Optional<Extensions> extensions(List<Proposed> list) {
    return list.stream()
        .map(Proposed::proposal)
        .filter(Proposal.GroupContextExtensions.class::isInstance)
        .map(p -> ((Proposal.GroupContextExtensions) p).extensions())
        .findFirst();
  }

  private static void checkList(GroupState old, Sender sender, List<Proposed> list) {
    ValidationPolicy policy = old.settings().policy();
    ProposalListRules rules = new ProposalListRules(policy.credentials(), old.tree(), list);
    if (sender instanceof Sender.Member member) {
      rules.checkRegular(member.leaf());
    } else {
      rules.checkExternal();
    }
    if (sender.equals(new Sender.Member(old.self()))) {
      list.forEach(proposed -> ProposalRules.checkCurrent(policy, proposed.proposal()));
    }
  }

  private static Applied changedChecked(
      GroupState old, GroupContext context, Sender sender, List<Proposed> list) {
    ValidationPolicy policy = old.settings().policy();
    Applied applied = changed(old, context, sender, list);
    applied.checkUpdates(policy, old.tree(), list);
    if (extensions(list).isPresent()) {
      TreeRules.checkSupport(old.crypto(), policy, context, applied.tree());
    }
    return applied;
  }

  /** The leaves of those who were added. */
  public LeafSet added() {
    return LeafSet.of(addedInOrder.stream().mapToInt(LeafIndex::value).toArray());
  }

  /** Nobody becomes somebody else who is in the group by an Update. */
  private void checkUpdates(ValidationPolicy policy, RatchetTree before, List<Proposed> list) {
    for (Proposed proposed : list) {
      if (proposed.proposal() instanceof Proposal.Update update
          && proposed.sender() instanceof Sender.Member member) {
        TreeRules.checkOnlyClient(
            policy.credentials(),
            tree,
            member.leaf(),
            update.leafNode(),
            before.findLeaf(member.leaf()));
      }
    }
  }

  private static Applied changed(
      GroupState old, GroupContext context, Sender sender, List<Proposed> list) {
    RatchetTree tree = old.tree();
    Optional<LeafNode> replaced =
        sender instanceof Sender.Member member ? tree.findLeaf(member.leaf()) : Optional.empty();
    for (Proposed proposed : list) {
      if (proposed.proposal() instanceof Proposal.Update update
          && proposed.sender() instanceof Sender.Member member) {
        tree = tree.update(member.leaf(), update.leafNode());
      }
    }
    for (Proposed proposed : list) {
      if (proposed.proposal() instanceof Proposal.Remove remove) {
        if (sender instanceof Sender.NewMemberCommit) {
          replaced = tree.findLeaf(remove.removed());
        }
        tree = tree.remove(remove.removed());
      }
    }
    List<LeafIndex> added = new ArrayList<>();
    for (Proposed proposed : list) {
      if (proposed.proposal() instanceof Proposal.Add add) {
        RatchetTree.Added at = tree.add(add.keyPackage().leafNode());
        tree = at.tree();
        added.add(at.index());
      }
    }
    if (sender instanceof Sender.Member member) {
      return new Applied(context, tree, added, member.leaf(), replaced);
    }
    if (!(sender instanceof Sender.NewMemberCommit)) {
      throw new RejectedException(Check.SENDER_CONTENT);
    }
    RatchetTree.Added room = tree.withFreeLeaf();
    return new Applied(context, room.tree(), added, room.index(), replaced);
  }
}
