package chat.sotto.mls;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.group.Applied;
import chat.sotto.mls.group.Committed;
import chat.sotto.mls.group.GroupState;
import chat.sotto.mls.group.Incoming;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.validation.Proposed;
import chat.sotto.mls.wire.Commit;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A commit of somebody else, found good and not yet followed: the caller looks at it and merges it,
 * or discards it and stays where it is.
 */
public final class StagedCommit implements Received {
  private final Group group;
  private final Incoming incoming;
  private final Committed.Result result;
  private final AtomicBoolean over = new AtomicBoolean();

  StagedCommit(Group group, Incoming incoming, Committed.Result result) {
    this.group = group;
    this.incoming = incoming;
    this.result = result;
  }

  private RatchetTree before() {
    return incoming.before().tree();
  }

  private Commit commit() {
    return (Commit) incoming.content().content().content();
  }

  /** The epoch that it begins. */
  public Epoch epoch() {
    return result.applied().context().epoch();
  }

  /**
   * Who committed: a member as it was before, or somebody who joins by this commit and is among the
   * {@link #added}.
   */
  public Member committer() {
    LeafIndex index = result.applied().sender();
    return fromOutside()
        ? new Member(index, commit().path().orElseThrow().leafNode())
        : Member.at(before(), index);
  }

  private boolean fromOutside() {
    return incoming.content().content().sender() instanceof Sender.NewMemberCommit;
  }

  /** Whom it adds, one who joins by this commit first. */
  public List<Member> added() {
    List<Member> added = new ArrayList<>();
    if (fromOutside()) {
      added.add(committer());
    }
    RatchetTree after = result.applied().tree();
    result.applied().addedInOrder().forEach(index -> added.add(Member.at(after, index)));
    return List.copyOf(added);
  }

  /** Whom it removes, as they were; perhaps this member itself. */
  public List<Member> removed() {
    return all(Proposal.Remove.class).map(remove -> Member.at(before(), remove.removed())).toList();
  }

  /** Who has new keys, and perhaps another credential, as they are from now on. */
  public List<Member> updated() {
    List<Member> updated = new ArrayList<>();
    Applied applied = result.applied();
    for (Proposed proposed : result.proposals()) {
      if (proposed.proposal() instanceof Proposal.Update update
          && proposed.sender() instanceof Sender.Member member) {
        updated.add(new Member(member.leaf(), update.leafNode()));
      }
    }
    if (commit().path().isPresent()
        && incoming.content().content().sender() instanceof Sender.Member) {
      updated.add(new Member(applied.sender(), commit().path().get().leafNode()));
    }
    return List.copyOf(updated);
  }

  /** The names of the pre-shared keys that it mixes in. */
  public List<PreSharedKeyId> preSharedKeys() {
    return all(Proposal.PreSharedKey.class).map(Proposal.PreSharedKey::id).toList();
  }

  /** The extensions of the group, if it replaces them. */
  public Optional<Extensions> extensions() {
    return all(Proposal.GroupContextExtensions.class)
        .findFirst()
        .map(Proposal.GroupContextExtensions::extensions);
  }

  /** What the group is to be continued as, if it ends with this commit. */
  public Optional<Proposal.ReInit> successor() {
    return all(Proposal.ReInit.class).findFirst();
  }

  /** All proposals in it, in order, and who made them. */
  public List<CommittedProposal> proposals() {
    return result.proposals().stream()
        .map(p -> new CommittedProposal(p.proposal(), p.sender(), p.byReference()))
        .toList();
  }

  /** What all who carried it could see. */
  public Bytes authenticatedData() {
    return incoming.content().content().authenticatedData();
  }

  private <T extends Proposal> Stream<T> all(Class<T> type) {
    return result.proposals().stream()
        .map(Proposed::proposal)
        .filter(type::isInstance)
        .map(type::cast);
  }

  /**
   * Follows it: the old epoch is left, an own commit that was pending in it is discarded. The group
   * that was processed with must not have gone on since; else process the commit again.
   *
   * @return a {@link Group}, or a {@link ClosedGroup} if this member is removed or the group ends
   */
  public Membership merge() {
    if (over.get()) {
      throw gone();
    }
    Membership merged = group.step(this::follow);
    over.set(true);
    return merged;
  }

  /** Gives it up: the secrets of the epoch that it would have begun are overwritten. */
  public void discard() {
    if (!over.compareAndSet(false, true)) {
      throw gone();
    }
    result.next().ifPresent(next -> next.erase(Optional.of(group.state())));
  }

  private static MisuseException gone() {
    return new MisuseException("this commit was merged or discarded");
  }

  Optional<GroupState> next() {
    return result.next();
  }

  private Membership follow() {
    GroupState old = incoming.accept();
    group.erasePending();
    if (result.next().isEmpty()) {
      old.erase(Optional.empty());
      return new ClosedGroup.Removed(group.id(), epoch(), committer());
    }
    return group.settings().enter(old, result.next().get());
  }

  @Override
  public <R> R fold(Cases<R> cases) {
    return cases.commit(this);
  }

  @Override
  public String toString() {
    return "StagedCommit[" + group.id().value() + ", " + epoch() + "]";
  }
}
