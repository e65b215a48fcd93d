package chat.sotto.mls;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.wire.Epoch;

/** What a message turned out to be. */
public sealed interface Received permits Received.Application, Received.NewProposal, StagedCommit {
  /**
   * A message of the application. In an epoch that was left but is kept, those who were its members
   * can still speak, also one who was removed since: whether its words count then is for the
   * application to say, by the epoch and the members of today.
   *
   * @param group to go on with
   * @param sender who sent it, as it was in that epoch
   * @param epoch in which it was sent: this one, or one that was left not long ago
   * @param authenticatedData what all who carried it could see
   * @param data what it says
   */
  record Application(Group group, Member sender, Epoch epoch, Bytes authenticatedData, Bytes data)
      implements Received {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.application(this);
    }

    /** Does not show what it says. */
    @Override
    public String toString() {
      return "Application[" + sender.index() + ", " + data.length() + " bytes]";
    }
  }

  /**
   * A proposal, which waits for somebody to commit it.
   *
   * @param group to go on with, which knows it
   * @param proposal what it is
   */
  record NewProposal(Group group, PendingProposal proposal) implements Received {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.proposal(this);
    }
  }

  /** One answer for each kind, so that a new kind does not compile unanswered. */
  interface Cases<R> {
    /** For a message of the application. */
    R application(Application message);

    /** For a proposal. */
    R proposal(NewProposal proposal);

    /** For a commit. */
    R commit(StagedCommit commit);
  }

  /** Takes the answer for its kind. */
  <R> R fold(Cases<R> cases);
}
