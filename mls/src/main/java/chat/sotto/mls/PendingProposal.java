package chat.sotto.mls;

import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalRef;
import chat.sotto.mls.wire.Sender;

/**
 * A proposal that was made in this epoch and waits for somebody to commit it.
 *
 * @param ref the hash that commits name it by
 * @param proposal what is proposed
 * @param sender who proposed it
 */
public record PendingProposal(ProposalRef ref, Proposal proposal, Sender sender) {
  static PendingProposal of(ProposalRef ref, AuthenticatedContent message) {
    return new PendingProposal(
        ref, (Proposal) message.content().content(), message.content().sender());
  }
}
