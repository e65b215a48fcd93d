package chat.sotto.mls.group;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.port.RatchetLimits;
import chat.sotto.mls.schedule.EpochSecrets;
import chat.sotto.mls.schedule.SecretTree;
import chat.sotto.mls.schedule.Transcript;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.tree.TreeKeys;
import chat.sotto.mls.validation.ValidationPolicy;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a member knows in an epoch.
 *
 * @param settings what stays the same
 * @param identity who it is
 * @param context what all agree on
 * @param tree the members
 * @param keys the own private keys
 * @param secrets of the epoch
 * @param messageKeys of the epoch's messages
 * @param transcript of all commits
 * @param confirmationTag of the commit that led here
 * @param proposals received and sent in this epoch
 * @param proposedLeaves the private sides of own Update proposals, by their public keys
 * @param resumption what proves membership in this and earlier epochs
 * @param past what is kept of epochs that were left
 * @param continuation what the group is to be continued as, if the last commit said so (§11.2)
 */
public record GroupState(
    Settings settings,
    Identity identity,
    GroupContext context,
    RatchetTree tree,
    TreeKeys keys,
    EpochSecrets secrets,
    SecretTree messageKeys,
    Transcript transcript,
    Bytes confirmationTag,
    Proposals proposals,
    Map<HpkePublicKey, ProposedLeaf> proposedLeaves,
    ResumptionPsks resumption,
    PastEpochs past,
    Optional<Proposal.ReInit> continuation) {
  /**
   * What stays the same over all epochs.
   *
   * @param resumptionKept of how many epochs the resumption key is kept
   */
  public record Settings(
      MlsCrypto crypto, ValidationPolicy policy, RatchetLimits limits, int resumptionKept) {}

  /** The functions of the suite. */
  public MlsCrypto crypto() {
    return settings.crypto();
  }

  /**
   * Refuses to send in a group that is to be continued as another one (§12.4.2).
   *
   * @throws MisuseException if it is
   */
  public void requireOpen() {
    if (continuation.isPresent()) {
      throw new MisuseException("this group is continued as another one");
    }
  }

  /**
   * Overwrites what only this epoch needed, when it is left for another (§9.2), or what only this
   * one needed that was pending and is given up. What the other has as well lives on.
   */
  public void erase(Optional<GroupState> next) {
    PastEpochs pastOfNext = next.map(GroupState::past).orElse(PastEpochs.NONE);
    secrets.erase();
    if (!pastOfNext.keeps(messageKeys)) {
      messageKeys.erase();
    }
    past.eraseAllBut(pastOfNext);
    resumption.eraseAllBut(next.map(GroupState::resumption));
    proposedLeaves.forEach(
        (publicKey, leaf) -> {
          if (next.filter(state -> state.holds(publicKey)).isEmpty()) {
            leaf.keys().erase();
          }
        });
    keys.asMap()
        .values()
        .forEach(
            pair -> {
              if (next.filter(state -> state.holds(pair.publicKey())).isEmpty()) {
                pair.erase();
              }
            });
  }

  /** Whether one of its key pairs has this public key, those of own Updates that wait included. */
  private boolean holds(HpkePublicKey publicKey) {
    return keys.holds(publicKey) || proposedLeaves.containsKey(publicKey);
  }

  /**
   * Enters this epoch: keeps the message keys of the old one for messages that come late, and
   * overwrites the rest of it.
   *
   * @param pastKept of how many epochs the message keys are kept
   */
  public GroupState entered(GroupState old, int pastKept) {
    GroupState entered = with(messageKeys, proposals, proposedLeaves, old.past.with(old, pastKept));
    old.erase(Optional.of(entered));
    return entered;
  }

  /** With the secret tree of an epoch that was left, after a message that came late. */
  public GroupState withPastMessageKeys(Epoch epoch, SecretTree after) {
    return with(messageKeys, proposals, proposedLeaves, past.withMessageKeys(epoch, after));
  }

  /** The own leaf. */
  public LeafIndex self() {
    return keys.self();
  }

  /** With the secret tree after a message. */
  public GroupState withMessageKeys(SecretTree after) {
    return with(after, proposals, proposedLeaves, past);
  }

  /** With a proposal that was received or sent. */
  public GroupState withProposal(AuthenticatedContent proposal) {
    Proposals more = proposals.with(proposal.proposalRef(crypto()), proposal);
    return with(messageKeys, more, proposedLeaves, past);
  }

  /**
   * Without a proposal. If it is an own Update its keys are overwritten; not the signature key, if
   * it brings another one: that is its client's, or was restored and is collected.
   */
  GroupState withoutProposal(ProposalRef ref, Proposal proposal) {
    Map<HpkePublicKey, ProposedLeaf> leaves = new LinkedHashMap<>(proposedLeaves);
    if (proposal instanceof Proposal.Update update) {
      Optional.ofNullable(leaves.remove(update.leafNode().encryptionKey()))
          .ifPresent(leaf -> leaf.keys().erase());
    }
    return with(messageKeys, proposals.without(ref), leaves, past);
  }

  /** With the private side of an own Update proposal. */
  GroupState withProposedLeaf(ProposedLeaf leaf) {
    Map<HpkePublicKey, ProposedLeaf> more = new LinkedHashMap<>(proposedLeaves);
    more.put(leaf.keys().publicKey(), leaf);
    return with(messageKeys, proposals, more, past);
  }

  private GroupState with(
      SecretTree after,
      Proposals received,
      Map<HpkePublicKey, ProposedLeaf> proposed,
      PastEpochs kept) {
    return new GroupState(
        settings,
        identity,
        context,
        tree,
        keys,
        secrets,
        after,
        transcript,
        confirmationTag,
        received,
        proposed,
        resumption,
        kept,
        continuation);
  }
}
