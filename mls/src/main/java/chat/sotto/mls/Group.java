package chat.sotto.mls;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.group.Created;
import chat.sotto.mls.group.GroupInfos;
import chat.sotto.mls.group.GroupState;
import chat.sotto.mls.group.Identity;
import chat.sotto.mls.group.Joined;
import chat.sotto.mls.group.Outgoing;
import chat.sotto.mls.group.OwnCommit;
import chat.sotto.mls.group.StoredState;
import chat.sotto.mls.group.Waiting;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.validation.ProposalRules;
import chat.sotto.mls.validation.Proposed;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.KeyPackage;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.NodeList;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.ProposalRef;
import chat.sotto.mls.wire.ResumptionUsage;
import chat.sotto.mls.wire.Sender;
import chat.sotto.mls.wire.Welcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A group as one of its members sees it in an epoch: a value that does not change. Each step gives
 * another one to go on with, and what happened; what is refused leaves this one as it was. A step
 * that succeeds uses this one up: what it shows stays readable, but no further step starts from it,
 * and secrets that the protocol says are consumed are overwritten.
 */
public final class Group implements Membership {
  private static final int MOST_HASHES_EXPORTED = 255;

  private final GroupState state;
  private final GroupSettings settings;
  private final Optional<Pending> pending;
  private final AtomicBoolean left = new AtomicBoolean();

  Group(GroupState state, GroupSettings settings) {
    this(state, settings, Optional.empty());
  }

  private Group(GroupState state, GroupSettings settings, Optional<Pending> pending) {
    this.state = state;
    this.settings = settings;
    this.pending = pending;
  }

  // Getting in.

  /** Creates a group of one. */
  public static Group create(Client client, GroupId id) {
    return create(client, id, Extensions.NONE);
  }

  /** Creates a group of one, with extensions: what is required of members, who may propose. */
  public static Group create(Client client, GroupId id, Extensions extensions) {
    OwnKeyPackage keyPackage = client.keyPackage();
    Joined.Own own = keyPackage.forJoining();
    keyPackage.erase();
    return new Group(
        Created.create(
            client.settings().of(client.crypto()), client.identity(), own, id, extensions),
        client.settings());
  }

  /**
   * Joins by a welcome. The key package is used up, unless it is of last resort. That one is in no
   * group of this id already is for the caller to see to (RFC 9420 §12.4.3).
   *
   * @throws RejectedException if the welcome is for another key package ({@link
   *     Check#WELCOME_RECIPIENT}), or the group is not a valid one
   */
  public static Group join(Client client, OwnKeyPackage keyPackage, Welcome welcome) {
    return Joining.byWelcome(
        client, keyPackage, welcome, Joining.Known.of(client, Optional.empty()));
  }

  /** Joins by a welcome that does not have the tree of the group in it. */
  public static Group join(
      Client client, OwnKeyPackage keyPackage, Welcome welcome, NodeList tree) {
    return Joining.byWelcome(
        client, keyPackage, welcome, Joining.Known.of(client, Optional.of(tree)));
  }

  /**
   * Joins by an external commit, without having been added. If the client is a member already, by
   * the account of the credential policy, that member is replaced.
   *
   * @param info from a member, with the external key and the tree in it
   * @param preSharedKeys names of keys to mix in, which all members have
   */
  public static PendingJoin joinExternally(Client client, GroupInfo info, Bytes... preSharedKeys) {
    return Joining.externally(client, info, Optional.empty(), preSharedKeys);
  }

  /** Joins by an external commit, with a group info that does not have the tree in it. */
  public static PendingJoin joinExternally(
      Client client, GroupInfo info, NodeList tree, Bytes... preSharedKeys) {
    return Joining.externally(client, info, Optional.of(tree), preSharedKeys);
  }

  // What it shows.

  @Override
  public GroupId id() {
    return state.context().group();
  }

  @Override
  public Epoch epoch() {
    return state.context().epoch();
  }

  /** Its cipher suite. */
  public CipherSuite suite() {
    return state.crypto().suite();
  }

  /** Its members, from left to right in the tree. */
  public List<Member> members() {
    return Member.of(state.tree());
  }

  /** This member. */
  public Member self() {
    return Member.at(state.tree(), state.self());
  }

  /** The extensions that apply to it. */
  public Extensions extensions() {
    return state.context().extensions();
  }

  /** The proposals of this epoch, which wait for somebody to commit them. */
  public List<PendingProposal> proposals() {
    List<PendingProposal> proposals = new ArrayList<>();
    state.proposals().forEach((ref, message) -> proposals.add(PendingProposal.of(ref, message)));
    return List.copyOf(proposals);
  }

  /** The own commit that waits. */
  public Optional<PendingCommit> pending() {
    return pending
        .filter(own -> own.next().continuation().isEmpty())
        .map(own -> new PendingCommit(this, own));
  }

  /** The own commit that waits, if it ends the group. */
  public Optional<PendingReInit> pendingReInit() {
    return pending
        .filter(own -> own.next().continuation().isPresent())
        .map(own -> new PendingReInit(this, own));
  }

  /** The same secret for all who are in the same group, to be compared by other means (§8.7). */
  public Secret epochAuthenticator() {
    return state.secrets().epochAuthenticator().copy();
  }

  /**
   * A secret of this epoch for the application (RFC 9420 §8.5).
   *
   * @param length at most 255 times the length of the suite's hash
   */
  public Secret export(String label, Bytes context, int length) {
    if (length < 0 || length > MOST_HASHES_EXPORTED * state.crypto().hashLength()) {
      throw new MisuseException("exported secrets have 0 to 255 times the bytes of a hash");
    }
    return state.secrets().export(state.crypto(), label, context, length);
  }

  /** What somebody needs to join by an external commit: signed, with the tree in it. */
  public GroupInfo groupInfo() {
    return GroupInfos.make(state, true);
  }

  /** A proposal to mix in a key that all members have, with a new nonce. */
  public Proposal preSharedKey(Bytes id) {
    return new Proposal.PreSharedKey(new PreSharedKeyId.External(id, nonce()));
  }

  /** A proposal to mix in the resumption key of this or an earlier epoch, with a new nonce. */
  public Proposal resumption(Epoch epoch) {
    return new Proposal.PreSharedKey(
        new PreSharedKeyId.Resumption(ResumptionUsage.APPLICATION, id(), epoch, nonce()));
  }

  // Steps.

  /**
   * Encrypts a message of the application.
   *
   * @throws MisuseException if proposals wait, which have to be committed first (RFC 9420 §12.4);
   *     those of strangers who ask to be added do not count
   */
  public Sent protect(Bytes data) {
    return protect(data, Bytes.EMPTY);
  }

  /** Encrypts a message, and authenticates data with it that all who carry it can see. */
  public Sent protect(Bytes data, Bytes authenticatedData) {
    return step(
        () -> sent(Outgoing.send(state, settings.padding(data.length()), authenticatedData, data)));
  }

  /**
   * Proposes a change, for this member or another to commit.
   *
   * @throws RejectedException if it is not valid
   * @throws UnavailableException if too many of this member's wait already, or it is too large
   */
  public Sent propose(Proposal proposal) {
    if (proposal instanceof Proposal.Update || proposal instanceof Proposal.ExternalInit) {
      throw new MisuseException("updates are proposed by proposeUpdate, external inits by nobody");
    }
    Proposed proposed = new Proposed(proposal, new Sender.Member(state.self()), false);
    new ProposalRules(
            state.crypto(),
            state.settings().policy(),
            state.context(),
            state.tree(),
            Optional.empty())
        .check(proposed);
    return step(() -> sent(Outgoing.propose(state, settings.form(), proposal)));
  }

  /** Proposes new keys for this member's leaf. */
  public Sent proposeUpdate() {
    return proposeUpdate(state.identity());
  }

  /**
   * Proposes new keys and another identity of this member: another credential, signature key,
   * capabilities or leaf extensions. They are its own from the epoch on that begins with a commit
   * of this proposal; until then, and without one, it stays who it is. The settings stay the
   * group's.
   *
   * @throws RejectedException if the others would refuse it
   */
  public Sent proposeUpdate(Client renewed) {
    Committing.requireSuite(this, renewed);
    return proposeUpdate(renewed.identity());
  }

  private Sent proposeUpdate(Identity identity) {
    return step(() -> sent(Outgoing.proposeUpdate(state, settings.form(), identity)));
  }

  private Sent sent(Outgoing out) {
    return new Sent(with(out.state()), out.message());
  }

  /**
   * Forgets a proposal of this epoch: an own one that the group did not take, or one that this
   * member wants nothing of. It blocks {@link #protect} no longer and no commit takes it in. Only
   * for what the others do not have, or will not commit: a commit that names it cannot be followed
   * from here any more, and one that has an own Update in it not at all, for its keys are gone.
   *
   * @throws MisuseException if no such proposal waits
   */
  public Group withdraw(ProposalRef proposal) {
    return step(() -> with(Waiting.withdraw(state, proposal)));
  }

  /** Commits these changes and those that were proposed, and brings new keys. */
  public PendingCommit commit(Proposal... changes) {
    return commit(Changes.of(changes));
  }

  /**
   * Commits changes.
   *
   * @throws MisuseException if another own commit is pending: merge or discard it; or if the
   *     changes end the group, or name a proposal that does not wait
   * @throws RejectedException if the changes are not valid
   */
  public PendingCommit commit(Changes changes) {
    return commit(settings.preSharedKeys(), Committing.request(this, changes));
  }

  PendingCommit commit(PreSharedKeys known, OwnCommit.Request request) {
    Group committed = step(() -> committed(known, request));
    return committed.pending().orElseThrow();
  }

  /** Commits that the group ends and is continued as another one (RFC 9420 §11.2). */
  public PendingReInit reInit(Proposal.ReInit successor) {
    return reInit(new OwnCommit.Request(List.of(), List.of(successor), true, Optional.empty()));
  }

  /**
   * Commits that the group ends, as somebody proposed.
   *
   * @throws MisuseException if what waits by this name is no such proposal
   */
  public PendingReInit reInit(ProposalRef proposed) {
    return reInit(Committing.reInit(this, proposed));
  }

  private PendingReInit reInit(OwnCommit.Request request) {
    Group committed = step(() -> committed(settings.preSharedKeys(), request));
    return committed.pendingReInit().orElseThrow();
  }

  private Group committed(PreSharedKeys known, OwnCommit.Request request) {
    if (pending.isPresent()) {
      throw new MisuseException("a commit is pending: merge or discard it first");
    }
    OwnCommit made = OwnCommit.make(state, known, settings.form(), request);
    return new Group(
        made.current(),
        settings,
        Optional.of(new Pending(made.next(), made.commit(), made.welcome(), request.received())));
  }

  /**
   * Branches off a group of some of this one's members (RFC 9420 §11.3), whose first commit is
   * pending.
   *
   * @param others new key packages of those members
   */
  public PendingCommit branch(GroupId newGroup, List<KeyPackage> others) {
    return Linking.commit(create(client(), newGroup), state, ResumptionUsage.BRANCH, others);
  }

  /** Joins a group that was branched off this one. */
  public Group joinBranch(OwnKeyPackage keyPackage, Welcome welcome) {
    return Linking.joinBranch(state, client(), keyPackage, welcome);
  }

  private Client client() {
    return new Client(state.crypto(), state.identity(), settings);
  }

  Bytes nonce() {
    MlsCrypto crypto = state.crypto();
    return crypto.randomBytes(crypto.hashLength());
  }

  /**
   * Processes a message of the group.
   *
   * @throws RejectedException if it fails a check
   * @throws MalformedException if it is not what the protocol allows, or for no group at all
   * @throws UnavailableException if its key was used or given up, as is the case with one's own
   *     messages; if its epoch has not come yet; if a pre-shared key is not here; or if too many
   *     proposals wait already, or too large ones: after one's own are withdrawn, it may be
   *     processed again
   */
  public Received process(MlsMessage message) {
    requireCurrent();
    return Receiving.process(this, message);
  }

  // Storing.

  /**
   * What {@link #restore} takes, the pending commit included. It has secrets in the clear: encrypt
   * it, and erase it. A group that is restored behaves as this one; go on with one of them only.
   */
  public Secret serialize() {
    requireCurrent();
    return Storage.store(
        Storage.Kind.GROUP,
        suite(),
        shelf -> {
          StoredState.write(state, Optional.empty(), shelf);
          shelf.open().writeUint8(pending.isPresent() ? 1 : 0);
          pending.ifPresent(own -> own.writeTo(state.tree(), shelf));
        });
  }

  /**
   * The group that was stored.
   *
   * @param settings as they were, or others: they are not stored
   * @throws chat.sotto.mls.error.MalformedException if it is damaged or of an unknown version
   */
  public static Group restore(Secret stored, GroupSettings settings) {
    return Storage.restore(
        Storage.Kind.GROUP,
        stored,
        (crypto, open, secret) -> {
          GroupState state = StoredState.read(settings.of(crypto), Optional.empty(), open, secret);
          return new Group(state, settings, open.readOptional(r -> Pending.read(state, r, secret)));
        });
  }

  // For the other values of this package.

  GroupState state() {
    return state;
  }

  GroupSettings settings() {
    return settings;
  }

  /** The same with another state, and what is pending. */
  Group with(GroupState other) {
    return new Group(other, settings, pending);
  }

  /** Takes a step, which uses this one up if it succeeds. */
  <T> T step(Supplier<T> step) {
    if (!left.compareAndSet(false, true)) {
      throw spent();
    }
    boolean taken = false;
    try {
      T result = step.get();
      taken = true;
      return result;
    } finally {
      if (!taken) {
        left.set(false);
      }
    }
  }

  private void requireCurrent() {
    if (left.get()) {
      throw spent();
    }
  }

  private static MisuseException spent() {
    return new MisuseException("this state was left; go on with the one that the last step gave");
  }

  void erasePending() {
    pending.ifPresent(own -> own.next().erase(Optional.of(state)));
  }

  Group withoutPending() {
    erasePending();
    return new Group(state, settings);
  }

  @Override
  public String toString() {
    return "Group[" + id().value() + ", " + epoch() + "]";
  }
}
