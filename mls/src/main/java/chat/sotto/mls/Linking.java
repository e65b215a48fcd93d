package chat.sotto.mls;

import chat.sotto.mls.group.GroupState;
import chat.sotto.mls.group.Links;
import chat.sotto.mls.group.OwnCommit;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.KeyPackage;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ResumptionUsage;
import chat.sotto.mls.wire.Welcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Groups that continue another or branch off it (RFC 9420 §11.2, §11.3). */
final class Linking {
  private Linking() {}

  /** Makes the first commit of a new group, which links it to an old one and adds its members. */
  static PendingCommit commit(
      Group fresh, GroupState old, ResumptionUsage usage, List<KeyPackage> others) {
    PreSharedKeyId link =
        new PreSharedKeyId.Resumption(
            usage, old.context().group(), old.context().epoch(), fresh.nonce());
    List<Proposal> adds = new ArrayList<>();
    others.forEach(keyPackage -> adds.add(new Proposal.Add(keyPackage)));
    return fresh.commit(
        resumptionOf(old, fresh.settings().preSharedKeys()),
        new OwnCommit.Request(List.of(), adds, true, Optional.of(link)));
  }

  /** Joins the successor of a group that has ended. */
  static Group joinSuccessor(
      GroupState old, Client client, OwnKeyPackage keyPackage, Welcome welcome) {
    return Joining.byWelcome(
        client,
        keyPackage,
        welcome,
        new Joining.Known(
            resumptionOf(old, client.settings().preSharedKeys()),
            new Ended(old),
            Optional.empty()));
  }

  /** Joins a branch of a group that goes on. */
  static Group joinBranch(
      GroupState old, Client client, OwnKeyPackage keyPackage, Welcome welcome) {
    return Joining.byWelcome(
        client,
        keyPackage,
        welcome,
        new Joining.Known(
            old.resumption().before(client.settings().preSharedKeys()),
            new GoingOn(old),
            Optional.empty()));
  }

  /** The group that a successor has to be linked to, in its last epoch (§11.2). */
  private record Ended(GroupState old) implements Links.OldGroups {
    @Override
    public boolean expect(Optional<PreSharedKeyId.Resumption> link) {
      return link.filter(
              id ->
                  id.usage() == ResumptionUsage.REINIT && find(id.group(), id.epoch()).isPresent())
          .isPresent();
    }

    @Override
    public Optional<Links.OldGroup> find(GroupId group, Epoch epoch) {
      return group.equals(old.context().group()) && epoch.equals(old.context().epoch())
          ? Optional.of(Links.OldGroup.of(old))
          : Optional.empty();
    }
  }

  /** The group that a branch has to be linked to, in an epoch of which enough is kept (§11.3). */
  private record GoingOn(GroupState old) implements Links.OldGroups {
    @Override
    public boolean expect(Optional<PreSharedKeyId.Resumption> link) {
      return link.filter(
              id ->
                  id.usage() == ResumptionUsage.BRANCH && id.group().equals(old.context().group()))
          .isPresent();
    }

    @Override
    public Optional<Links.OldGroup> find(GroupId group, Epoch epoch) {
      return group.equals(old.context().group()) ? asItWas(old, epoch) : Optional.empty();
    }
  }

  private static Optional<Links.OldGroup> asItWas(GroupState state, Epoch epoch) {
    return epoch.equals(state.context().epoch())
        ? Optional.of(Links.OldGroup.of(state))
        : state
            .past()
            .find(epoch)
            .map(past -> new Links.OldGroup(past.context(), past.tree(), Optional.empty()));
  }

  /** With the key that proves membership in the last epoch of a group. */
  private static PreSharedKeys resumptionOf(GroupState old, PreSharedKeys others) {
    return id ->
        id instanceof PreSharedKeyId.Resumption resumption
                && resumption.group().equals(old.context().group())
                && resumption.epoch().equals(old.context().epoch())
            ? Optional.of(old.secrets().resumptionPsk())
            : others.find(id);
  }
}
