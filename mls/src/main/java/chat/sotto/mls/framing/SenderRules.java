package chat.sotto.mls.framing;

import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.wire.Commit;
import chat.sotto.mls.wire.Content;
import chat.sotto.mls.wire.FramedContent;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalType;
import chat.sotto.mls.wire.Sender;
import java.util.Set;

/** Who may say what (RFC 9420 §6.1, §12.1.8). */
final class SenderRules {
  private static final Set<ProposalType> FROM_OUTSIDE =
      Set.of(
          ProposalType.ADD,
          ProposalType.REMOVE,
          ProposalType.PSK,
          ProposalType.REINIT,
          ProposalType.GROUP_CONTEXT_EXTENSIONS);

  private SenderRules() {}

  static void check(FramedContent message) {
    if (!allowed(message.sender(), message.content())) {
      throw new RejectedException(Check.SENDER_CONTENT);
    }
  }

  private static boolean allowed(Sender sender, Content content) {
    if (sender instanceof Sender.External) {
      return content instanceof Proposal proposal && FROM_OUTSIDE.contains(proposal.type());
    }
    if (sender instanceof Sender.NewMemberProposal) {
      return content instanceof Proposal.Add;
    }
    return sender instanceof Sender.Member || content instanceof Commit;
  }
}
