package chat.sotto.mls;

import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.Sender;

/**
 * A proposal in a commit.
 *
 * @param proposal what is proposed
 * @param sender who proposed it; the committer if the proposal came with the commit
 * @param byReference whether it had come before, and the commit only names it
 */
public record CommittedProposal(Proposal proposal, Sender sender, boolean byReference) {}
