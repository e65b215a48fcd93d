package chat.sotto.mls;

import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.group.Applied;
import chat.sotto.mls.group.GroupState;
import chat.sotto.mls.group.Waiting;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.validation.ProposalRules;
import chat.sotto.mls.validation.Proposed;
import chat.sotto.mls.validation.TreeRules;
import chat.sotto.mls.wire.PreSharedKeyId;
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
 * that is invalid. Otherwise one bad proposal could keep everybody from committing. Strangers who
 * ask to be added are not chosen, nor keys that a member may not have: whoever came after an epoch
 * does not have its resumption key.
 */
final class Fitting {
  private final GroupState state;
  private final Sender committer;
  private final List<Proposed> own = new ArrayList<>();
  private final boolean path;
  private final PreSharedKeys known;
  private final List<PendingProposal> chosen = new ArrayList<>();

  private Fitting(Group group, Changes changes) {
    this.state = group.state();
    this.committer = new Sender.Member(state.self());
    this.path = changes.path();
    this.known = state.resumption().before(group.settings().preSharedKeys());
    changes.own().forEach(proposal -> own.add(new Proposed(proposal, committer, false)));
  }

  /** Those that go with the committer's own. */
  static List<ProposalRef> choose(Group group, Changes changes) {
    return new Fitting(group, changes).choose();
  }

  private List<ProposalRef> choose() {
    List<PendingProposal> leaves = waiting(Proposal.Remove.class);
    List<PendingProposal> updates = waiting(Proposal.Update.class);
    Collections.reverse(updates);
    leaves.addAll(updates);
    take(valid(leaves));
    // What is valid depends on them: one after the other, before those who come under them.
    waiting(Proposal.GroupContextExtensions.class)
        .forEach(extensions -> take(valid(List.of(extensions))));
    if (!mixesInResumption()) {
      take(valid(waiting(Proposal.Add.class)));
    }
    take(valid(waiting(Proposal.PreSharedKey.class)));
    take(valid(waiting(Proposal.Custom.class)));
    return chosen.stream().map(PendingProposal::ref).toList();
  }

  private List<PendingProposal> waiting(Class<? extends Proposal> kind) {
    List<PendingProposal> found = new ArrayList<>();
    state
        .proposals()
        .forEach(
            (ref, message) -> {
              PendingProposal pending = PendingProposal.of(ref, message);
              if (kind.isInstance(pending.proposal()) && !Waiting.isStranger(pending.sender())) {
                found.add(pending);
              }
            });
    return found;
  }

  /** Those that are valid by themselves, with the extensions that are chosen. */
  private List<PendingProposal> valid(List<PendingProposal> candidates) {
    List<PendingProposal> valid = new ArrayList<>();
    for (PendingProposal candidate : candidates) {
      List<Proposed> with = list(List.of(candidate));
      if (accepted(() -> check(candidate, with)) && isKnown(candidate.proposal())) {
        valid.add(candidate);
      }
    }
    return valid;
  }

  private void check(PendingProposal candidate, List<Proposed> with) {
    Proposed proposed = new Proposed(candidate.proposal(), candidate.sender(), true);
    ProposalRules.checkPath(List.of(proposed), path);
    new ProposalRules(
            state.crypto(),
            state.settings().policy(),
            Applied.contextAfter(state, with),
            state.tree(),
            Optional.empty())
        .check(proposed);
  }

  /** Whether everybody has the key, as far as one can tell, if it is one. */
  private boolean isKnown(Proposal proposal) {
    if (!(proposal instanceof Proposal.PreSharedKey psk)) {
      return true;
    }
    if (psk.id() instanceof PreSharedKeyId.Resumption resumption
        && (adds()
            || !resumption.group().equals(state.context().group())
            || !resumption.epoch().equals(state.context().epoch()))) {
      return false;
    }
    return known.find(psk.id()).isPresent();
  }

  private boolean adds() {
    return any(Proposal.Add.class::isInstance);
  }

  private boolean mixesInResumption() {
    return any(
        proposal ->
            proposal instanceof Proposal.PreSharedKey psk
                && psk.id() instanceof PreSharedKeyId.Resumption);
  }

  private boolean any(Predicate<Proposal> what) {
    return list(List.of()).stream().map(Proposed::proposal).anyMatch(what);
  }

  /** All of them at once if they fit, or else as many as do: halves show those that do not. */
  private void take(List<PendingProposal> more) {
    if (more.isEmpty()) {
      return;
    }
    if (accepted(() -> fit(list(more)))) {
      chosen.addAll(more);
    } else if (more.size() > 1) {
      int half = more.size() / 2;
      take(more.subList(0, half));
      take(more.subList(half, more.size()));
    }
  }

  /** What is chosen, more, and the committer's own. */
  private List<Proposed> list(List<PendingProposal> more) {
    List<Proposed> list = new ArrayList<>();
    for (List<PendingProposal> part : List.of(chosen, more)) {
      part.forEach(pending -> list.add(new Proposed(pending.proposal(), pending.sender(), true)));
    }
    list.addAll(own);
    return list;
  }

  private void fit(List<Proposed> list) {
    TreeRules.checkMembers(Applied.together(state, committer, list).tree());
  }

  private static boolean accepted(Runnable check) {
    try {
      check.run();
      return true;
    } catch (RejectedException | MalformedException e) {
      return false;
    }
  }
}
