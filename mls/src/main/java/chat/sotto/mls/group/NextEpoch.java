package chat.sotto.mls.group;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.schedule.EpochSecrets;
import chat.sotto.mls.schedule.KeySchedule;
import chat.sotto.mls.schedule.Psk;
import chat.sotto.mls.schedule.SecretTree;
import chat.sotto.mls.schedule.Transcript;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.tree.TreeKeys;
import chat.sotto.mls.validation.Proposed;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The end of committing, processing and joining alike: the secrets of an epoch, and the state that
 * holds them (RFC 9420 §12.4).
 *
 * @param context of the epoch
 * @param joinerSecret what those who are added are told; the caller's to erase
 * @param pskSecret all pre-shared keys; the caller's to erase
 * @param secrets of the epoch
 */
record NextEpoch(
    GroupContext context, Secret joinerSecret, Secret pskSecret, EpochSecrets secrets) {
  /** Advances the key schedule by a commit; the commit secret is erased in any case. */
  static NextEpoch derive(
      MlsCrypto crypto,
      Secret initSecret,
      Secret commitSecret,
      List<Psk> psks,
      GroupContext context) {
    List<Secret> made = new ArrayList<>();
    boolean derived = false;
    try {
      Secret psk = Psk.combine(crypto, psks);
      made.add(psk);
      Secret joiner = KeySchedule.joinerSecret(crypto, initSecret, commitSecret, context);
      made.add(joiner);
      NextEpoch next =
          new NextEpoch(
              context, joiner, psk, KeySchedule.epochSecrets(crypto, joiner, psk, context));
      derived = true;
      return next;
    } finally {
      commitSecret.erase();
      if (!derived) {
        made.forEach(Secret::erase);
      }
    }
  }

  Bytes confirmationTag(MlsCrypto crypto) {
    return secrets.confirmationTag(crypto, context.confirmedTranscriptHash());
  }

  /** The state of a member in this epoch; the keys are the caller's to erase if that fails. */
  GroupState state(
      GroupState.Settings settings,
      Identity identity,
      RatchetTree tree,
      TreeKeys keys,
      ResumptionPsks before,
      List<Proposed> proposals) {
    MlsCrypto crypto = settings.crypto();
    Bytes tag = confirmationTag(crypto);
    Transcript transcript = Transcript.of(crypto, context.confirmedTranscriptHash(), tag);
    return new GroupState(
        settings,
        identity,
        context,
        tree,
        keys,
        secrets,
        SecretTree.of(crypto, settings.limits(), tree.leafCount(), secrets.encryptionSecret()),
        transcript,
        tag,
        Proposals.NONE,
        Map.of(),
        before.with(context.epoch(), secrets.resumptionPsk()),
        PastEpochs.NONE,
        proposals.stream()
            .map(Proposed::proposal)
            .filter(Proposal.ReInit.class::isInstance)
            .map(Proposal.ReInit.class::cast)
            .findFirst());
  }

  void erase() {
    joinerSecret.erase();
    pskSecret.erase();
  }

  /** Overwrites all of it, when nothing comes of it. */
  void discard() {
    erase();
    secrets.erase();
    secrets.encryptionSecret().erase();
  }

  /** The pre-shared keys of a commit, in its order (§8.4). */
  static List<Psk> psks(PreSharedKeys known, List<Proposed> proposals) {
    return find(
        known,
        proposals.stream()
            .map(Proposed::proposal)
            .filter(Proposal.PreSharedKey.class::isInstance)
            .map(proposal -> ((Proposal.PreSharedKey) proposal).id())
            .toList());
  }

  /** The pre-shared keys with these names; those who sent the names may be anybody. */
  static List<Psk> find(PreSharedKeys known, List<PreSharedKeyId> ids) {
    if (ids.size() > Psk.MOST) {
      throw new RejectedException(Check.PSK_COUNT);
    }
    List<Psk> psks = new ArrayList<>();
    for (PreSharedKeyId id : ids) {
      Secret secret =
          known
              .find(id)
              .orElseThrow(
                  () ->
                      new UnavailableException(
                          UnavailableException.What.PRE_SHARED_KEY,
                          "a pre-shared key is not here"));
      psks.add(new Psk(id, secret));
    }
    return psks;
  }
}
