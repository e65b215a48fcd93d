package chat.sotto.mls;

import chat.sotto.mls.wire.MlsMessage;

/** A commit of one's own that ends the group, which waits until the group takes it. */
public final class PendingReInit {
  private final Group group;
  private final Pending pending;

  PendingReInit(Group group, Pending pending) {
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

  /** The group took it, and has ended; its members continue it as another one. */
  public ClosedGroup.ReInitialized merge() {
    return group.step(
        () -> (ClosedGroup.ReInitialized) group.settings().enter(group.state(), pending.next()));
  }

  /** The group did not take it: gives it up. */
  public Group discard() {
    return group.step(group::withoutPending);
  }

  @Override
  public String toString() {
    return "PendingReInit[" + group + "]";
  }
}
