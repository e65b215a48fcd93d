package chat.sotto.mls;

import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.group.Applied;
import chat.sotto.mls.group.GroupState;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.validation.ProposalListRules;
import chat.sotto.mls.validation.Proposed;
import chat.sotto.mls.validation.TreeRules;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalRef;
import chat.sotto.mls.wire.Sender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Chooses among the proposals of an epoch those that a member can commit together (RFC 9420 §12.2):
 * Removes before Updates, later Updates before earlier ones, anything before a ReInit, and nothing
 * that is invalid. Otherwise one bad proposal could keep everybody from committing.
 */
final class Fitting {
  private final GroupState state;
  private final Sender committer;
  private final List<Proposed> own = new ArrayList<>();

  private Fitting(GroupState state, List<Proposal> own) {
    this.state = state;
    this.committer = new Sender.Member(state.self());
    own.forEach(proposal -> this.own.add(new Proposed(proposal, committer, false)));
  }

  /** Those that go with the committer's own. */
  static List<ProposalRef> choose(
      GroupState state, PreSharedKeys preSharedKeys, List<Proposal> own) {
    PreSharedKeys known = state.resumption().before(preSharedKeys);
    List<PendingProposal> candidates = inOrderOfPreference(state);
    candidates.removeIf(
        candidate ->
            candidate.proposal() instanceof Proposal.PreSharedKey psk
                && known.find(psk.id()).isEmpty());
    if (candidates.isEmpty()) {
      return List.of();
    }
    Fitting fitting = new Fitting(state, own);
    // Those that contradict each other are seen at little cost; for the rest all is tried at once,
    // and only if that fails one after the other.
    List<PendingProposal> agreeing = fitting.greedily(candidates, fitting::agree);
    return (fitting.fit(fitting.list(agreeing))
            ? agreeing
            : fitting.greedily(agreeing, fitting::fit))
        .stream().map(PendingProposal::ref).toList();
  }

  private static List<PendingProposal> inOrderOfPreference(GroupState state) {
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
    List<PendingProposal> all = new ArrayList<>(removes);
    all.addAll(updates);
    all.addAll(others);
    return all;
  }

  private List<PendingProposal> greedily(
      List<PendingProposal> candidates, Predicate<List<Proposed>> good) {
    List<PendingProposal> chosen = new ArrayList<>();
    for (PendingProposal candidate : candidates) {
      chosen.add(candidate);
      if (!good.test(list(chosen))) {
        chosen.remove(chosen.size() - 1);
      }
    }
    return chosen;
  }

  private List<Proposed> list(List<PendingProposal> chosen) {
    List<Proposed> list = new ArrayList<>(own.size() + chosen.size());
    chosen.forEach(pending -> list.add(new Proposed(pending.proposal(), pending.sender(), true)));
    list.addAll(own);
    return list;
  }

  private boolean agree(List<Proposed> list) {
    return accepted(
        () ->
            new ProposalListRules(state.settings().policy().credentials(), state.tree(), list)
                .checkRegular(state.self()));
  }

  private boolean fit(List<Proposed> list) {
    return accepted(
        () ->
            TreeRules.checkMembers(
                Applied.apply(state, committer, list, true, Optional.empty()).tree()));
  }

  private static boolean accepted(Runnable check) {
    try {
      check.run();
      return true;
    } catch (RejectedException e) {
      return false;
    }
  }
}
