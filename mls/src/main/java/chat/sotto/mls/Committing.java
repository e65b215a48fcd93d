package chat.sotto.mls;

import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.group.OwnCommit;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalRef;
import java.util.List;
import java.util.Optional;

/** What a commit is asked to do, as the states see it. */
final class Committing {
  private Committing() {}

  /** The request for a commit that goes on with the group. */
  static OwnCommit.Request request(Group group, Changes changes) {
    if (changes.own().stream().anyMatch(Proposal.ReInit.class::isInstance)) {
      throw endsTheGroup();
    }
    changes.renewed().ifPresent(client -> requireSuite(group, client));
    changes
        .received()
        .ifPresent(
            refs -> {
              if (refs.stream().anyMatch(ref -> find(group, ref) instanceof Proposal.ReInit)) {
                throw endsTheGroup();
              }
            });
    return new OwnCommit.Request(
        changes.received().orElseGet(() -> Fitting.choose(group, changes)),
        changes.own(),
        changes.path(),
        Optional.empty(),
        changes.renewed().map(Client::identity),
        changes.authenticatedData());
  }

  /** Refuses somebody who cannot be in the group. */
  static void requireSuite(Group group, Client renewed) {
    if (renewed.suite() != group.suite()) {
      throw new MisuseException("a member goes on with the suite of its group");
    }
  }

  /** The request for a commit that ends it, as somebody proposed. */
  static OwnCommit.Request reInit(Group group, ProposalRef proposed) {
    if (!(find(group, proposed) instanceof Proposal.ReInit)) {
      throw new MisuseException("a group is ended by a ReInit");
    }
    return new OwnCommit.Request(List.of(proposed), List.of(), true, Optional.empty());
  }

  private static Proposal find(Group group, ProposalRef ref) {
    return group
        .state()
        .proposals()
        .find(ref)
        .map(message -> (Proposal) message.content().content())
        .orElseThrow(() -> new MisuseException("no such proposal waits in this epoch"));
  }

  private static MisuseException endsTheGroup() {
    return new MisuseException("a group is ended by reInit");
  }
}
