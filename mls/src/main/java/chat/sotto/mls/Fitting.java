package chat.sotto.mls;

import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.group.GroupState;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.validation.ProposalListRules;
import chat.sotto.mls.validation.ProposalRules;
import chat.sotto.mls.validation.Proposed;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalRef;
import chat.sotto.mls.wire.Sender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Chooses among the proposals of an epoch those that a member can commit together (RFC 9420 §12.2):
 * Removes before Updates, later Updates before earlier ones, anything before a ReInit, and nothing
 * that is invalid.
 */
final class Fitting {
  private final GroupState state;
  private final PreSharedKeys preSharedKeys;
  private final List<Proposed> chosen = new ArrayList<>();

  private Fitting(GroupState state, PreSharedKeys preSharedKeys, List<Proposal> own) {
    this.state = state;
    this.preSharedKeys = state.resumption().before(preSharedKeys);
    own.forEach(p -> chosen.add(new Proposed(p, new Sender.Member(state.self()), false)));
  }

  /** Those that go with the committer's own. */
  static List<ProposalRef> choose(
      GroupState state, PreSharedKeys preSharedKeys, List<Proposal> own) {
    List<PendingProposal> removes = new ArrayList<>();
    List<PendingProposal> updates = new ArrayList<>();
    List<PendingProposal> others = new ArrayList<>();
    state
        .proposals()
        .forEach(
            (ref, message) -> {
              PendingProposal pending = PendingProposal.of(ref, message);
              if (pending.proposal() instanceof Proposal.Remove) {
                removes.add(pending);
              } else if (pending.proposal() instanceof Proposal.Update) {
                updates.add(pending);
              } else if (!(pending.proposal() instanceof Proposal.ReInit)) {
                others.add(pending);
              }
            });
    Collections.reverse(updates);
    Fitting fitting = new Fitting(state, preSharedKeys, own);
    List<ProposalRef> refs = new ArrayList<>();
    for (List<PendingProposal> kind : List.of(removes, updates, others)) {
      for (PendingProposal pending : kind) {
        if (fitting.takes(pending)) {
          refs.add(pending.ref());
        }
      }
    }
    return refs;
  }

  private boolean takes(PendingProposal pending) {
    Proposed proposed = new Proposed(pending.proposal(), pending.sender(), true);
    if (pending.proposal() instanceof Proposal.PreSharedKey psk
        && preSharedKeys.find(psk.id()).isEmpty()) {
      return false;
    }
    chosen.add(proposed);
    try {
      new ProposalRules(
              state.crypto(),
              state.settings().policy(),
              state.context(),
              state.tree(),
              Optional.empty())
          .check(proposed);
      new ProposalListRules(state.settings().policy().credentials(), state.tree(), chosen)
          .checkRegular(state.self());
      return true;
    } catch (RejectedException e) {
      chosen.remove(chosen.size() - 1);
      return false;
    }
  }
}
