package chat.sotto.mls.group;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.HpkeCiphertext;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.schedule.KeySchedule;
import chat.sotto.mls.schedule.Psk;
import chat.sotto.mls.schedule.Transcript;
import chat.sotto.mls.schedule.Welcomes;
import chat.sotto.mls.tree.NewPath;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.tree.TreeKeys;
import chat.sotto.mls.validation.LeafRules;
import chat.sotto.mls.validation.Proposed;
import chat.sotto.mls.validation.TreeRules;
import chat.sotto.mls.wire.CipherSuiteId;
import chat.sotto.mls.wire.Commit;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.FramedContent;
import chat.sotto.mls.wire.FramedContentAuthData;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.GroupSecrets;
import chat.sotto.mls.wire.KeyPackage;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalOrRef;
import chat.sotto.mls.wire.ProposalRef;
import chat.sotto.mls.wire.Sender;
import chat.sotto.mls.wire.UpdatePath;
import chat.sotto.mls.wire.Welcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A commit of one's own (RFC 9420 §12.4.1), pending until the group takes it.
 *
 * @param current the state of the old epoch, its sending key used up
 * @param next the state of the epoch that the commit begins
 * @param commit what is sent to the group
 * @param welcome what is sent to those who are added
 */
public record OwnCommit(
    GroupState current, GroupState next, MlsMessage commit, Optional<Welcome> welcome) {
  /**
   * What is committed.
   *
   * @param received proposals of this epoch, by their hashes
   * @param own proposals of the committer
   * @param path whether to bring new keys even where the proposals do not ask for it
   * @param link the key that links a new group to another, in its first commit (§11.2, §11.3)
   * @param renewed who the committer is from then on, if that changes
   * @param authenticatedData of the application, visible to all who carry the commit
   */
  public record Request(
      List<ProposalRef> received,
      List<Proposal> own,
      boolean path,
      Optional<PreSharedKeyId> link,
      Optional<Identity> renewed,
      Bytes authenticatedData) {
    Request(List<ProposalRef> received, List<Proposal> own, boolean path) {
      this(received, own, path, Optional.empty());
    }

    /** One that only changes the group, and perhaps links it. */
    public Request(
        List<ProposalRef> received,
        List<Proposal> own,
        boolean path,
        Optional<PreSharedKeyId> link) {
      this(received, own, path, link, Optional.empty(), Bytes.EMPTY);
    }

    /** As they are in the commit, in this order. */
    List<ProposalOrRef> entries() {
      List<ProposalOrRef> entries = new ArrayList<>();
      received.forEach(ref -> entries.add(new ProposalOrRef.ByReference(ref)));
      own.forEach(proposal -> entries.add(new ProposalOrRef.ByValue(proposal)));
      link.ifPresent(id -> entries.add(new ProposalOrRef.ByValue(new Proposal.PreSharedKey(id))));
      return entries;
    }
  }

  /** Makes it; the old state stays as it is but for its sending key. */
  public static OwnCommit make(
      GroupState old, PreSharedKeys preSharedKeys, Outgoing.Form form, Request request) {
    old.requireOpen();
    if (request.link().isPresent() && !old.context().epoch().equals(Epoch.ZERO)) {
      throw new MisuseException("a group is linked to another by its first commit");
    }
    Sender sender = new Sender.Member(old.self());
    List<Proposed> proposals = ProposalLookup.find(old, sender, request.entries());
    Applied applied = Applied.apply(old, sender, proposals, request.path(), request.link());
    Identity identity = request.renewed().orElse(old.identity());
    if (request.renewed().isPresent() && !request.path()) {
      throw new MisuseException("a new leaf needs a commit with a path");
    }
    // First, for these may not be here, and as yet there is nothing to overwrite.
    List<Psk> psks = NextEpoch.psks(old.resumption().before(preSharedKeys), proposals);
    Optional<NewPath> path =
        request.path()
            ? Optional.of(newPath(identity, applied.context(), applied.tree(), old.self()))
            : Optional.empty();
    boolean made = false;
    try {
      OwnCommit own = make(old, form, request, new Plan(identity, proposals, applied, psks, path));
      made = true;
      return own;
    } finally {
      path.ifPresent(made ? NewPath::erasePathSecrets : NewPath::discard);
    }
  }

  private record Plan(
      Identity identity,
      List<Proposed> proposals,
      Applied applied,
      List<Psk> psks,
      Optional<NewPath> path) {
    RatchetTree tree() {
      return path.map(NewPath::tree).orElse(applied.tree());
    }
  }

  private static OwnCommit make(GroupState old, Outgoing.Form form, Request request, Plan plan) {
    MlsCrypto crypto = old.crypto();
    RatchetTree tree = plan.tree();
    if (request.renewed().isPresent()) {
      checkRenewed(old, plan);
    }
    TreeRules.checkMembers(tree);
    GroupContext provisional = plan.applied().context().withTreeHash(tree.treeHash());
    Optional<UpdatePath> update =
        plan.path().map(path -> path.encrypt(provisional, plan.applied().added()));
    FramedContent content =
        Outgoing.framed(old, request.authenticatedData(), new Commit(request.entries(), update));
    Bytes signature = Outgoing.signature(old, form, content);
    GroupContext confirmed =
        provisional.withConfirmedTranscriptHash(
            Transcript.confirmedAfter(
                crypto, old.transcript().interim(), form.format(), content, signature));
    NextEpoch epoch =
        NextEpoch.derive(
            crypto,
            old.secrets().initSecret(),
            plan.path().map(NewPath::commitSecret).orElseGet(crypto::zeroSecret),
            plan.psks(),
            confirmed);
    TreeKeys keys = plan.path().map(NewPath::keys).orElseGet(() -> old.keys().retainedIn(tree));
    GroupState next =
        epoch.state(
            old.settings(), plan.identity(), tree, keys, old.resumption(), plan.proposals());
    boolean made = false;
    try {
      Optional<Welcome> welcome = welcome(next, epoch, plan);
      // Last of all, for it uses up a key of the old state: what fails above leaves that as it was.
      Outgoing out =
          Outgoing.protect(
              old,
              form,
              content,
              new FramedContentAuthData(signature, Optional.of(epoch.confirmationTag(crypto))));
      made = true;
      return new OwnCommit(out.state(), next, out.message(), welcome);
    } finally {
      epoch.erase();
      if (!made) {
        next.erase(Optional.of(old));
      }
    }
  }

  private static void checkRenewed(GroupState old, Plan plan) {
    LeafNode leaf = plan.tree().getLeaf(old.self());
    new LeafRules(old.crypto(), old.settings().policy(), plan.applied().context())
        .checkInCommit(leaf, old.self(), old.tree().getLeaf(old.self()));
    TreeRules.checkOnlyClient(
        old.settings().policy().credentials(),
        plan.tree(),
        old.self(),
        leaf,
        plan.applied().replaced());
  }

  static NewPath newPath(
      Identity identity, GroupContext context, RatchetTree tree, LeafIndex self) {
    return NewPath.generate(
        tree,
        self,
        (key, source) -> identity.leaf(tree.crypto(), context.group(), self, key, source));
  }

  private static Optional<Welcome> welcome(GroupState next, NextEpoch epoch, Plan plan) {
    Applied applied = plan.applied();
    if (applied.added().isEmpty()) {
      return Optional.empty();
    }
    MlsCrypto crypto = next.crypto();
    Secret welcomeSecret =
        KeySchedule.welcomeSecret(crypto, epoch.joinerSecret(), epoch.pskSecret());
    GroupInfo info = GroupInfos.make(next, true);
    Bytes sealed = Welcomes.sealGroupInfo(crypto, welcomeSecret, info);
    welcomeSecret.erase();
    List<PreSharedKeyId> psks = new ArrayList<>();
    List<KeyPackage> added = new ArrayList<>();
    for (Proposed proposed : plan.proposals()) {
      if (proposed.proposal() instanceof Proposal.PreSharedKey psk) {
        psks.add(psk.id());
      } else if (proposed.proposal() instanceof Proposal.Add add) {
        added.add(add.keyPackage());
      }
    }
    List<Welcome.EncryptedGroupSecrets> secrets = new ArrayList<>();
    for (int i = 0; i < added.size(); i++) {
      LeafIndex leaf = applied.addedInOrder().get(i);
      Optional<Secret> pathSecret = plan.path().flatMap(made -> made.pathSecretFor(leaf));
      HpkeCiphertext encrypted =
          Welcomes.sealGroupSecrets(
              crypto,
              added.get(i).initKey(),
              sealed,
              new GroupSecrets(epoch.joinerSecret(), pathSecret, psks));
      pathSecret.ifPresent(Secret::erase);
      secrets.add(new Welcome.EncryptedGroupSecrets(added.get(i).ref(crypto), encrypted));
    }
    return Optional.of(new Welcome(CipherSuiteId.of(crypto.suite()), secrets, sealed));
  }
}
