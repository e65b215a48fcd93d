package chat.sotto.mls.validation;

import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.ExternalSender;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalType;
import chat.sotto.mls.wire.RequiredCapabilities;
import chat.sotto.mls.wire.ResumptionUsage;
import chat.sotto.mls.wire.Sender;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether single proposals are valid (RFC 9420 §12.1), whoever commits them. */
public final class ProposalRules {
  private static final Set<ProposalType> WITHOUT_PATH =
      Set.of(ProposalType.ADD, ProposalType.PSK, ProposalType.REINIT);

  private final MlsCrypto crypto;
  private final ValidationPolicy policy;
  private final GroupContext group;
  private final RatchetTree tree;
  private final Optional<PreSharedKeyId> link;

  /**
   * The rules in a group.
   *
   * @param group with the extensions that the commit brings, if it does (§12.3)
   * @param tree before the commit
   * @param link the one key that may link the group to another, in its first commit (§12.1.4)
   */
  public ProposalRules(
      MlsCrypto crypto,
      ValidationPolicy policy,
      GroupContext group,
      RatchetTree tree,
      Optional<PreSharedKeyId> link) {
    this.crypto = crypto;
    this.policy = policy;
    this.group = group;
    this.tree = tree;
    this.link = link;
  }

  /** Checks one. */
  public void check(Proposed proposed) {
    proposed.proposal().fold(new Each(proposed.sender()));
  }

  /** Whether this is the time to send one, by itself or in a commit (§7.3). */
  public static void checkCurrent(ValidationPolicy policy, Proposal proposal) {
    if (proposal instanceof Proposal.Add add) {
      LeafRules.checkCurrent(policy, add.keyPackage().leafNode());
    }
  }

  /** Whether a commit of these proposals may do without a path (§12.4). */
  public static void checkPath(List<Proposed> list, boolean hasPath) {
    if (!hasPath
        && (list.isEmpty()
            || !list.stream().allMatch(p -> WITHOUT_PATH.contains(p.proposal().type())))) {
      throw new RejectedException(Check.COMMIT_PATH);
    }
  }

  private final class Each implements Proposal.Cases<Boolean> {
    private final Sender sender;

    Each(Sender sender) {
      this.sender = sender;
    }

    @Override
    public Boolean add(Proposal.Add proposal) {
      KeyPackageRules.check(crypto, policy, group, proposal.keyPackage());
      return true;
    }

    @Override
    public Boolean update(Proposal.Update proposal) {
      if (!(sender instanceof Sender.Member member)) {
        throw new RejectedException(Check.LIST_UPDATE_SENDER);
      }
      LeafNode old =
          tree.findLeaf(member.leaf())
              .orElseThrow(() -> new RejectedException(Check.LIST_UPDATE_SENDER));
      new LeafRules(crypto, policy, group).checkInUpdate(proposal.leafNode(), member.leaf(), old);
      return true;
    }

    @Override
    public Boolean remove(Proposal.Remove proposal) {
      if (tree.findLeaf(proposal.removed()).isEmpty()) {
        throw new RejectedException(Check.REMOVE_MEMBER);
      }
      return true;
    }

    @Override
    public Boolean preSharedKey(Proposal.PreSharedKey proposal) {
      if (proposal.id().nonce().length() != crypto.hashLength()) {
        throw new RejectedException(Check.PSK_NONCE);
      }
      if (proposal.id() instanceof PreSharedKeyId.Resumption resumption
          && resumption.usage() != ResumptionUsage.APPLICATION
          && link.filter(resumption::equals).isEmpty()) {
        throw new RejectedException(Check.PSK_USAGE);
      }
      return true;
    }

    @Override
    public Boolean reInit(Proposal.ReInit proposal) {
      if (proposal.version().value() < group.version().value()) {
        throw new RejectedException(Check.REINIT_VERSION);
      }
      return true;
    }

    @Override
    public Boolean externalInit(Proposal.ExternalInit proposal) {
      return true;
    }

    @Override
    public Boolean groupContextExtensions(Proposal.GroupContextExtensions proposal) {
      checkExternalSenders(policy, proposal.extensions());
      // Whoever commits it has to make sense of what it requires.
      proposal.extensions().find(ExtensionType.REQUIRED_CAPABILITIES, RequiredCapabilities::read);
      return true;
    }

    @Override
    public Boolean custom(Proposal.Custom proposal) {
      return true;
    }
  }

  /** The external senders of a group that is joined or changed (§5.3.1). */
  public static void checkExternalSenders(ValidationPolicy policy, Extensions extensions) {
    extensions
        .find(ExtensionType.EXTERNAL_SENDERS, reader -> reader.readList(ExternalSender::read))
        .ifPresent(
            senders -> {
              if (!senders.stream().allMatch(policy.credentials()::accepts)) {
                throw new RejectedException(Check.EXTERNAL_SENDER_CREDENTIAL);
              }
            });
  }
}
