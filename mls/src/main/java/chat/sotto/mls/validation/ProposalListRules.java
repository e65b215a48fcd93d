package chat.sotto.mls.validation;

import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.port.CredentialPolicy;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalType;
import chat.sotto.mls.wire.Sender;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether the proposals of a commit go together (RFC 9420 §12.2). */
public final class ProposalListRules {
  private final CredentialPolicy credentials;
  private final RatchetTree tree;
  private final List<Proposed> list;

  /**
   * The rules for a list.
   *
   * @param tree before the commit
   */
  public ProposalListRules(CredentialPolicy credentials, RatchetTree tree, List<Proposed> list) {
    this.credentials = credentials;
    this.tree = tree;
    this.list = list;
  }

  /** The list of a commit by a member. */
  public void checkRegular(LeafIndex committer) {
    if (count(Proposal.ExternalInit.class) > 0) {
      throw new RejectedException(Check.LIST_EXTERNAL_INIT);
    }
    if (count(Proposal.ReInit.class) > 0 && list.size() > 1) {
      throw new RejectedException(Check.LIST_REINIT_ALONE);
    }
    if (count(Proposal.GroupContextExtensions.class) > 1) {
      throw new RejectedException(Check.LIST_EXTENSIONS_TWICE);
    }
    Set<LeafIndex> removed = checkChangedLeaves(committer);
    checkAdds(removed);
    checkPsks();
    checkTypes(removed);
  }

  /** The list of an external commit. */
  public void checkExternal() {
    for (Proposed proposed : list) {
      if (proposed.byReference()) {
        throw new RejectedException(Check.EXTERNAL_COMMIT_REFERENCE);
      }
      Proposal proposal = proposed.proposal();
      if (!(proposal instanceof Proposal.ExternalInit
          || proposal instanceof Proposal.Remove
          || proposal instanceof Proposal.PreSharedKey)) {
        throw new RejectedException(Check.EXTERNAL_COMMIT_OTHER);
      }
    }
    if (count(Proposal.ExternalInit.class) != 1) {
      throw new RejectedException(Check.EXTERNAL_COMMIT_INIT);
    }
    if (count(Proposal.Remove.class) > 1) {
      throw new RejectedException(Check.EXTERNAL_COMMIT_REMOVE);
    }
    checkPsks();
  }

  private long count(Class<? extends Proposal> type) {
    return list.stream().filter(proposed -> type.isInstance(proposed.proposal())).count();
  }

  /** Those who are removed. */
  private Set<LeafIndex> checkChangedLeaves(LeafIndex committer) {
    Set<LeafIndex> changed = new HashSet<>();
    Set<LeafIndex> removed = new HashSet<>();
    for (Proposed proposed : list) {
      if (proposed.proposal() instanceof Proposal.Remove remove) {
        if (remove.removed().equals(committer)) {
          throw new RejectedException(Check.LIST_OWN_REMOVE);
        }
        removed.add(remove.removed());
        addOnce(changed, remove.removed());
      } else if (proposed.proposal() instanceof Proposal.Update
          && proposed.sender() instanceof Sender.Member member) {
        if (member.leaf().equals(committer)) {
          throw new RejectedException(Check.LIST_OWN_UPDATE);
        }
        addOnce(changed, member.leaf());
      }
    }
    return removed;
  }

  private static void addOnce(Set<LeafIndex> changed, LeafIndex leaf) {
    if (!changed.add(leaf)) {
      throw new RejectedException(Check.LIST_SAME_LEAF);
    }
  }

  private void checkAdds(Set<LeafIndex> removed) {
    List<LeafNode> added = new ArrayList<>();
    for (Proposed proposed : list) {
      if (proposed.proposal() instanceof Proposal.Add add) {
        LeafNode leaf = add.keyPackage().leafNode();
        if (added.stream().anyMatch(other -> same(other, leaf))) {
          throw new RejectedException(Check.LIST_SAME_CLIENT);
        }
        added.add(leaf);
      }
    }
    if (!added.isEmpty()) {
      tree.forEachMember(
          (index, member) -> {
            if (!removed.contains(index) && added.stream().anyMatch(leaf -> same(member, leaf))) {
              throw new RejectedException(Check.LIST_MEMBER_AGAIN);
            }
          });
    }
  }

  private boolean same(LeafNode one, LeafNode other) {
    return one.signatureKey().equals(other.signatureKey()) || credentials.sameClient(one, other);
  }

  private void checkPsks() {
    Set<PreSharedKeyId> ids = new HashSet<>();
    for (Proposed proposed : list) {
      if (proposed.proposal() instanceof Proposal.PreSharedKey psk && !ids.add(psk.id())) {
        throw new RejectedException(Check.LIST_SAME_PSK);
      }
    }
  }

  /** Those who are removed need not support a type, nor those who are added (§12.2). */
  private void checkTypes(Set<LeafIndex> removed) {
    for (Proposed proposed : list) {
      ProposalType type = proposed.proposal().type();
      if (!type.isDefault()) {
        tree.forEachMember(
            (index, member) -> {
              if (!removed.contains(index) && !member.capabilities().supports(type)) {
                throw new RejectedException(Check.LIST_UNSUPPORTED);
              }
            });
      }
    }
  }
}
