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
    if (request.renewed().isPresent() && !request.path()) {
      throw new MisuseException("a new leaf needs a commit with a path");
    }
    return make(old, form, request, Plan.of(old, preSharedKeys, request));
  }

  /**
   * What goes into a commit.
   *
   * @param identity who the committer is from then on
   * @param path its new keys, if it brings any
   */
  record Plan(
      Identity identity,
      List<Proposed> proposals,
      Applied applied,
      List<Psk> psks,
      Optional<NewPath> path) {
    /** The path is made last: what fails before it leaves nothing to overwrite. */
    static Plan of(GroupState old, PreSharedKeys preSharedKeys, Request request) {
      Sender sender = new Sender.Member(old.self());
      List<Proposed> proposals = ProposalLookup.find(old, sender, request.entries());
      Applied applied = Applied.apply(old, sender, proposals, request.path(), request.link());
      Identity identity = request.renewed().orElse(old.identity());
      List<Psk> psks = NextEpoch.psks(old.resumption().before(preSharedKeys), proposals);
      Optional<NewPath> path =
          request.path()
              ? Optional.of(newPath(identity, applied.context(), applied.tree(), old.self()))
              : Optional.empty();
      return new Plan(identity, proposals, applied, psks, path);
    }

    RatchetTree tree() {
      return path.map(NewPath::tree).orElse(applied.tree());
    }
  }

  /** A commit that lacks only its confirmation tag, and what its epoch agrees on. */
  private record Signed(FramedContent content, Bytes signature, GroupContext context) {}

  /** Makes what is planned; the secrets of the path are overwritten whatever comes of it. */
  static OwnCommit make(GroupState old, Outgoing.Form form, Request request, Plan plan) {
    MlsCrypto crypto = old.crypto();
    boolean made = false;
    try {
      Signed signed = sign(old, form, request, plan);
      NextEpoch epoch =
          NextEpoch.derive(
              crypto,
              old.secrets().initSecret(),
              plan.path().map(NewPath::commitSecret).orElseGet(crypto::zeroSecret),
              plan.psks(),
              signed.context());
      OwnCommit own = enter(old, form, plan, signed, epoch);
      made = true;
      return own;
    } finally {
      plan.path().ifPresent(made ? NewPath::erasePathSecrets : NewPath::discard);
    }
  }

  private static Signed sign(GroupState old, Outgoing.Form form, Request request, Plan plan) {
    if (request.renewed().isPresent()) {
      checkRenewed(old, plan);
    }
    TreeRules.checkMembers(plan.tree());
    GroupContext provisional = plan.applied().context().withTreeHash(plan.tree().treeHash());
    Optional<UpdatePath> update =
        plan.path().map(path -> path.encrypt(provisional, plan.applied().added()));
    FramedContent content =
        Outgoing.framed(old, request.authenticatedData(), new Commit(request.entries(), update));
    Bytes signature = Outgoing.signature(old, form, content);
    Bytes confirmed =
        Transcript.confirmedAfter(
            old.crypto(), old.transcript().interim(), form.format(), content, signature);
    return new Signed(content, signature, provisional.withConfirmedTranscriptHash(confirmed));
  }

  private static OwnCommit enter(
      GroupState old, Outgoing.Form form, Plan plan, Signed signed, NextEpoch epoch) {
    MlsCrypto crypto = old.crypto();
    RatchetTree tree = plan.tree();
    Optional<GroupState> next = Optional.empty();
    boolean made = false;
    try {
      Bytes tag = epoch.confirmationTag(crypto);
      TreeKeys keys = plan.path().map(NewPath::keys).orElseGet(() -> old.keys().retainedIn(tree));
      GroupState entered =
          epoch.state(
              old.settings(), plan.identity(), tree, keys, old.resumption(), plan.proposals());
      next = Optional.of(entered);
      Optional<Welcome> welcome = welcome(entered, epoch, plan);
      // Last of all, for it uses up a key of the old state: what fails above leaves that as it was.
      Outgoing out =
          Outgoing.protect(
              old,
              form,
              signed.content(),
              new FramedContentAuthData(signed.signature(), Optional.of(tag)));
      made = true;
      return new OwnCommit(out.state(), entered, out.message(), welcome);
    } finally {
      if (made) {
        epoch.erase();
      } else {
        epoch.discard();
        next.ifPresent(state -> state.erase(Optional.of(old)));
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
    Bytes sealed = sealedInfo(next, epoch);
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
      try {
        HpkeCiphertext encrypted =
            Welcomes.sealGroupSecrets(
                crypto,
                added.get(i).initKey(),
                sealed,
                new GroupSecrets(epoch.joinerSecret(), pathSecret, psks));
        secrets.add(new Welcome.EncryptedGroupSecrets(added.get(i).ref(crypto), encrypted));
      } finally {
        pathSecret.ifPresent(Secret::erase);
      }
    }
    return Optional.of(new Welcome(CipherSuiteId.of(crypto.suite()), secrets, sealed));
  }

  private static Bytes sealedInfo(GroupState next, NextEpoch epoch) {
    MlsCrypto crypto = next.crypto();
    GroupInfo info = GroupInfos.make(next, true);
    Secret welcomeSecret =
        KeySchedule.welcomeSecret(crypto, epoch.joinerSecret(), epoch.pskSecret());
    try {
      return Welcomes.sealGroupInfo(crypto, welcomeSecret, info);
    } finally {
      welcomeSecret.erase();
    }
  }
}
