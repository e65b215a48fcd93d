package chat.sotto.mls.group;

import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.port.CredentialPolicy;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ResumptionUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Groups that continue another or branch off it (RFC 9420 §11.2, §11.3). */
public final class Links {
  private Links() {}

  /**
   * A group that another is linked to, as it was in the epoch that the link names.
   *
   * @param context what its members agreed on
   * @param tree its members
   * @param continuation what it was to be continued as
   */
  public record OldGroup(
      GroupContext context, RatchetTree tree, Optional<Proposal.ReInit> continuation) {
    /** A group as it is. */
    public static OldGroup of(GroupState state) {
      return new OldGroup(state.context(), state.tree(), state.continuation());
    }
  }

  /** The groups that one was or is in. */
  @FunctionalInterface
  public interface OldGroups {
    /** None. */
    OldGroups NONE = (group, epoch) -> Optional.empty();

    /** A group as it was in an epoch. */
    Optional<OldGroup> find(GroupId group, Epoch epoch);

    /** Whether the link of a welcome, or that it has none, is what one asked to join by. */
    default boolean expect(Optional<PreSharedKeyId.Resumption> link) {
      return true;
    }
  }

  /** The key that links, if there is one; two of them are refused (§12.4.3.1). */
  static Optional<PreSharedKeyId.Resumption> find(List<PreSharedKeyId> ids) {
    List<PreSharedKeyId.Resumption> links = new ArrayList<>();
    for (PreSharedKeyId id : ids) {
      if (id instanceof PreSharedKeyId.Resumption resumption
          && resumption.usage() != ResumptionUsage.APPLICATION) {
        links.add(resumption);
      }
    }
    if (links.size() > 1) {
      throw new RejectedException(Check.WELCOME_PSKS);
    }
    return links.stream().findFirst();
  }

  /** Checks a group that is being joined against the one that it is linked to (§12.4.3.1). */
  static void check(
      CredentialPolicy credentials,
      PreSharedKeyId.Resumption link,
      OldGroups groups,
      GroupContext context,
      RatchetTree tree) {
    if (!context.epoch().equals(Epoch.ZERO.next())) {
      throw new RejectedException(Check.LINK_EPOCH);
    }
    OldGroup old =
        groups
            .find(link.group(), link.epoch())
            .orElseThrow(
                () ->
                    new UnavailableException(
                        UnavailableException.What.OLD_GROUP,
                        "the group that this one is linked to is not here"));
    if (link.usage() == ResumptionUsage.REINIT) {
      if (old.continuation().filter(reInit -> matches(reInit, context)).isEmpty()) {
        throw new RejectedException(Check.REINIT_MATCH);
      }
      if (!contains(credentials, tree, old.tree())) {
        throw new RejectedException(Check.REINIT_MEMBERS);
      }
    } else {
      if (!old.context().version().equals(context.version())
          || !old.context().cipherSuite().equals(context.cipherSuite())) {
        throw new RejectedException(Check.BRANCH_MATCH);
      }
      if (!contains(credentials, old.tree(), tree)) {
        throw new RejectedException(Check.BRANCH_MEMBERS);
      }
    }
  }

  private static boolean matches(Proposal.ReInit reInit, GroupContext context) {
    return reInit.groupId().equals(context.group())
        && reInit.version().equals(context.version())
        && reInit.cipherSuite().equals(context.cipherSuite())
        && reInit.extensions().equals(context.extensions());
  }

  /**
   * Whether every member of the smaller tree is a member of the larger, by the caller's account.
   */
  private static boolean contains(
      CredentialPolicy credentials, RatchetTree larger, RatchetTree smaller) {
    List<LeafNode> members = new ArrayList<>();
    larger.forEachMember((index, leaf) -> members.add(leaf));
    boolean[] all = {true};
    smaller.forEachMember(
        (index, leaf) ->
            all[0] &= members.stream().anyMatch(other -> credentials.sameClient(other, leaf)));
    return all[0];
  }
}
