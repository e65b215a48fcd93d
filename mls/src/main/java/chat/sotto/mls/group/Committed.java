package chat.sotto.mls.group;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.schedule.Psk;
import chat.sotto.mls.schedule.Transcript;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.tree.ReceivedPath;
import chat.sotto.mls.tree.TreeKeys;
import chat.sotto.mls.validation.LeafRules;
import chat.sotto.mls.validation.Proposed;
import chat.sotto.mls.validation.TreeRules;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.Commit;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.Sender;
import chat.sotto.mls.wire.UpdatePath;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Processes received commits into the epochs that they begin (RFC 9420 §12.4.2). */
public final class Committed {
  private final GroupState old;
  private final PreSharedKeys preSharedKeys;
  private final AuthenticatedContent message;
  private final Commit commit;

  /**
   * A commit that was found good.
   *
   * @param proposals what it changes
   * @param applied the changes
   * @param next the next epoch; empty if the commit removes this member
   */
  public record Result(List<Proposed> proposals, Applied applied, Optional<GroupState> next) {}

  private Committed(GroupState old, PreSharedKeys preSharedKeys, AuthenticatedContent message) {
    this.old = old;
    this.preSharedKeys = preSharedKeys;
    this.message = message;
    this.commit = (Commit) message.content().content();
  }

  /** Processes a commit; the old state stays as it is. */
  public static Result process(
      GroupState old, PreSharedKeys preSharedKeys, AuthenticatedContent commit) {
    return new Committed(old, preSharedKeys, commit).process();
  }

  private Result process() {
    Sender sender = message.content().sender();
    List<Proposed> proposals = ProposalLookup.find(old, sender, commit.proposals());
    Applied applied =
        Applied.apply(old, sender, proposals, commit.path().isPresent(), Optional.empty());
    Optional<ReceivedPath> received = commit.path().map(path -> merge(applied, path));
    RatchetTree tree = received.map(ReceivedPath::tree).orElse(applied.tree());
    TreeRules.checkMembers(tree);
    boolean outside = sender instanceof Sender.NewMemberCommit;
    Secret initSecret = outside ? externalInit(proposals) : old.secrets().initSecret();
    try {
      // Path and tag are not for one who is removed; all that can be checked without them was.
      return new Result(
          proposals,
          applied,
          removesSelf(proposals)
              ? Optional.empty()
              : Optional.of(next(applied, received, initSecret, proposals)));
    } finally {
      if (outside) {
        initSecret.erase();
      }
    }
  }

  private GroupState next(
      Applied applied,
      Optional<ReceivedPath> received,
      Secret initSecret,
      List<Proposed> proposals) {
    MlsCrypto crypto = old.crypto();
    // First, for these may not be here, and as yet there is nothing to overwrite.
    List<Psk> psks = NextEpoch.psks(old.resumption().before(preSharedKeys), proposals);
    RatchetTree tree = received.map(ReceivedPath::tree).orElse(applied.tree());
    GroupContext context = applied.context().withTreeHash(tree.treeHash());
    Bytes confirmed =
        Transcript.confirmedAfter(
            crypto,
            old.transcript().interim(),
            message.wireFormat(),
            message.content(),
            message.auth().signature());
    TreeKeys keys = ownKeys(applied.tree());
    Secret commitSecret = crypto.zeroSecret();
    if (received.isPresent()) {
      ReceivedPath.Opened opened = received.get().open(keys, context, applied.added());
      opened.pathSecret().erase();
      keys = opened.keys();
      commitSecret = opened.commitSecret();
    }
    boolean entered = false;
    try {
      NextEpoch epoch =
          NextEpoch.derive(
              crypto,
              initSecret,
              commitSecret,
              psks,
              context.withConfirmedTranscriptHash(confirmed));
      GroupState next = enter(epoch, tree, keys, proposals);
      entered = true;
      return next;
    } finally {
      if (!entered) {
        eraseNew(keys);
      }
    }
  }

  /** Enters the epoch; if it is not the committer's, its secrets are overwritten. */
  private GroupState enter(
      NextEpoch epoch, RatchetTree tree, TreeKeys keys, List<Proposed> proposals) {
    Bytes tag = message.auth().confirmationTag().orElse(Bytes.EMPTY);
    boolean entered = false;
    try {
      if (!epoch.confirmationTag(old.crypto()).equalsConstantTime(tag)) {
        throw new RejectedException(Check.CONFIRMATION_TAG);
      }
      GroupState next =
          epoch.state(old.settings(), identity(tree), tree, keys, old.resumption(), proposals);
      entered = true;
      return next;
    } finally {
      if (entered) {
        epoch.erase();
      } else {
        epoch.discard();
      }
    }
  }

  /** Overwrites the keys that a path brought and that are of no use after all. */
  private void eraseNew(TreeKeys keys) {
    keys.asMap()
        .values()
        .forEach(
            pair -> {
              HpkePublicKey key = pair.publicKey();
              if (!old.keys().holds(key) && !old.proposedLeaves().containsKey(key)) {
                pair.erase();
              }
            });
  }

  /** The private keys that are still good, the own leaf's among them if it was updated. */
  private TreeKeys ownKeys(RatchetTree tree) {
    TreeKeys keys =
        updated(tree).map(own -> old.keys().withLeafKeys(own.keys())).orElse(old.keys());
    return keys.retainedIn(tree);
  }

  /** Who this member is from now on: somebody may have committed its own Update. */
  private Identity identity(RatchetTree tree) {
    return updated(tree).map(own -> own.identity(tree.getLeaf(old.self()))).orElse(old.identity());
  }

  private Optional<ProposedLeaf> updated(RatchetTree tree) {
    return Optional.ofNullable(old.proposedLeaves().get(tree.getLeaf(old.self()).encryptionKey()));
  }

  private boolean removesSelf(List<Proposed> proposals) {
    return proposals.stream()
        .anyMatch(
            p ->
                p.proposal() instanceof Proposal.Remove remove
                    && remove.removed().equals(old.self()));
  }

  private ReceivedPath merge(Applied applied, UpdatePath path) {
    LeafRules rules = new LeafRules(old.crypto(), old.settings().policy(), applied.context());
    LeafIndex sender = applied.sender();
    Optional<LeafNode> replaced = applied.replaced();
    if (replaced.isPresent()) {
      rules.checkInCommit(path.leafNode(), sender, replaced.get());
    } else {
      rules.checkInCommit(path.leafNode(), sender);
    }
    Set<HpkePublicKey> keys = new HashSet<>();
    keys.add(path.leafNode().encryptionKey());
    for (UpdatePath.Node node : path.nodes()) {
      // Those below check that it is the path's; for all others it may be anything.
      if (!old.crypto().isPublicKey(node.encryptionKey())) {
        throw new RejectedException(Check.PATH_KEM_KEYS);
      }
      keys.add(node.encryptionKey());
    }
    if (applied.tree().containsAny(keys)) {
      throw new RejectedException(Check.PATH_KEYS_NEW);
    }
    ReceivedPath received = ReceivedPath.merge(applied.tree(), sender, path, applied.added());
    TreeRules.checkOnlyClient(
        old.settings().policy().credentials(), received.tree(), sender, path.leafNode(), replaced);
    return received;
  }

  private Secret externalInit(List<Proposed> proposals) {
    Bytes kemOutput =
        proposals.stream()
            .map(Proposed::proposal)
            .filter(Proposal.ExternalInit.class::isInstance)
            .map(p -> ((Proposal.ExternalInit) p).kemOutput())
            .findFirst()
            .orElseThrow(() -> new RejectedException(Check.EXTERNAL_COMMIT_INIT));
    HpkeKeyPair external = old.secrets().externalKeyPair(old.crypto());
    try {
      return old.crypto()
          .externalInitSecret(external, kemOutput)
          .orElseThrow(() -> new RejectedException(Check.EXTERNAL_COMMIT_INIT));
    } finally {
      external.erase();
    }
  }
}
