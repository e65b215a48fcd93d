package chat.sotto.mls;

import chat.sotto.mls.group.GroupState;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.Welcome;
import java.util.List;
import java.util.Optional;

/**
 * A commit of one's own, which waits until the group takes it. Meanwhile {@link #group} goes on in
 * the old epoch; following somebody else's commit there discards this one. After steps of that
 * group its {@link Group#pending} is the one to merge. It is stored with its group.
 */
public final class PendingCommit {
  private final Group group;
  private final Pending pending;

  PendingCommit(Group group, Pending pending) {
    this.group = group;
    this.pending = pending;
  }

  /** The group in the old epoch, to go on with until the commit is taken. */
  public Group group() {
    return group;
  }

  /** The commit, to everybody in the group. */
  public MlsMessage message() {
    return pending.message();
  }

  /** Which of the proposals of its epoch it takes in. */
  public List<PendingProposal> takenIn() {
    return group.proposals().stream()
        .filter(proposal -> pending.takenIn().contains(proposal.ref()))
        .toList();
  }

  /** What those who are added join by; to be sent when the commit is taken. */
  public Optional<Welcome> welcome() {
    return pending.welcome();
  }

  /** The new epoch as those see it who join by an external commit; good once this one is taken. */
  public GroupInfo groupInfo() {
    return pending.groupInfo();
  }

  /** The group took it: enters the new epoch and leaves the old one. */
  public Group merge() {
    return group.step(() -> group.settings().enter(group.state(), pending.next())).getGroup();
  }

  /** The group did not take it: gives it up. */
  public Group discard() {
    return group.step(group::withoutPending);
  }

  /** For tests of erasure. */
  GroupState next() {
    return pending.next();
  }

  @Override
  public String toString() {
    return "PendingCommit[" + group + "]";
  }
}
