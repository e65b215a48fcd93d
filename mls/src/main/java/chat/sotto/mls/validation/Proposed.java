package chat.sotto.mls.validation;

import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.Sender;

/**
 * A proposal in a commit.
 *
 * @param proposal what is proposed
 * @param sender who proposed it: the committer itself, if it is in the commit by value
 * @param byReference whether it was sent before, and the commit names it by its hash
 */
public record Proposed(Proposal proposal, Sender sender, boolean byReference) {}
