package chat.sotto.client.group;

import chat.sotto.client.codec.Fields;
import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.group.InterimCommit.Body;
import chat.sotto.client.group.Processed.Change;
import chat.sotto.client.group.Processed.RejoinReason;
import chat.sotto.client.group.Processed.SkipReason;
import chat.sotto.client.identity.DeviceCredential;
import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Epoch;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.HpkeX25519;
import chat.sotto.client.primitives.Secrets;
import chat.sotto.client.primitives.UnsealException;
import chat.sotto.client.trust.CaFingerprint;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** The agreement of docs/protocol.md, section 8, which does until the MLS engine takes over. */
public final class InterimGroupAgreement implements GroupAgreement {
  private final CaFingerprint server;

  /** For the server whose attestations count. */
  public InterimGroupAgreement(CaFingerprint server) {
    this.server = server;
  }

  @Override
  public PendingCommit create(NewGroup group, LocalDevice self) {
    Roster roster =
        new Roster(group.kind(), List.of(), group.invitations()).with(self.credential());
    byte[] signed =
        InterimCommit.signedPart(
            group.chat(),
            new Epoch(0),
            InterimCommit.NO_BASE,
            new Body.Create(roster),
            self.device());
    CommitStatement statement =
        new CommitStatement(
            List.of(new CommitStatement.Device(self.user(), self.device())),
            List.of(),
            roster.invitations().stream().map(Invitation::user).toList(),
            List.of(),
            false);
    GroupContext context = GroupContext.first(group.chat(), roster, signed);
    return pending(context, EpochSecret.random(), signed, self, statement);
  }

  @Override
  public PendingCommit join(ChatId chat, byte[] groupInfo, LocalDevice self) {
    InterimGroupInfo info = checked(chat, groupInfo);
    GroupContext base = info.context();
    base.roster()
        .refuse(self.credential())
        .ifPresent(
            reason -> {
              throw refusedJoin(reason);
            });
    SecretBytes fresh = Secrets.random(EpochSecret.LENGTH);
    Bytes sealed;
    try {
      sealed =
          Bytes.copyFrom(
              HpkeX25519.seal(
                  info.joinPublicKey().toByteArray(), Secrets.export(fresh), joinInfo(base)));
    } catch (UnsealException e) {
      throw invalidInfo("its join key is no usable key").cause(e);
    }
    byte[] signed =
        InterimCommit.signedPart(
            chat,
            base.epoch().next(),
            base.hash(),
            new Body.Join(self.credential(), sealed),
            self.device());
    GroupContext next = base.next(base.roster().with(self.credential()), signed);
    return pending(
        next,
        EpochSecret.afterJoin(fresh, next),
        signed,
        self,
        CommitStatement.joining(self.user(), self.device()));
  }

  @Override
  public PendingCommit rekey(GroupState state, LocalDevice self) {
    InterimGroupState old = own(state);
    GroupContext base = old.context();
    SecretBytes fresh = Secrets.random(EpochSecret.LENGTH);
    Bytes sealed =
        Bytes.copyFrom(old.secret().rekeyKey().seal(Secrets.export(fresh), rekeyInfo(base)));
    byte[] signed =
        InterimCommit.signedPart(
            base.chat(), base.epoch().next(), base.hash(), new Body.Rekey(sealed), self.device());
    GroupContext next = base.next(base.roster(), signed);
    return pending(
        next, old.secret().afterRekey(fresh, next), signed, self, CommitStatement.none());
  }

  @Override
  public byte[] groupInfo(GroupState state, LocalDevice self) {
    InterimGroupState own = own(state);
    return InterimGroupInfo.make(own.context(), own.secret(), self).toByteArray();
  }

  @Override
  public Processed process(
      GroupState state, byte[] commit, CommitStatement statement, DeviceId sender) {
    InterimGroupState old = own(state);
    InterimCommit parsed;
    try {
      parsed = InterimCommit.parse(commit);
    } catch (MalformedBytesException e) {
      return new Processed.Skipped(SkipReason.MALFORMED);
    }
    Optional<SkipReason> misplaced = misplaced(old.context(), parsed, sender);
    if (misplaced.isPresent()) {
      return new Processed.Skipped(misplaced.get());
    }
    if (parsed.body() instanceof Body.Join join) {
      return processJoin(old, parsed, join, statement);
    }
    if (parsed.body() instanceof Body.Rekey rekey) {
      return processRekey(old, parsed, rekey, statement);
    }
    // A group is created once, by a commit that nobody processes.
    return new Processed.Skipped(SkipReason.WRONG_EPOCH);
  }

  @Override
  public SecretBytes serialize(GroupState state) {
    return InterimGroupCodec.write(own(state));
  }

  @Override
  public SecretBytes serialize(PendingCommit pending) {
    return InterimGroupCodec.write(pending, own(pending.next()));
  }

  @Override
  public GroupState restoreState(SecretBytes serialized) {
    return InterimGroupCodec.readState(serialized);
  }

  @Override
  public PendingCommit restorePending(SecretBytes serialized) {
    return InterimGroupCodec.readPending(serialized);
  }

  private static Optional<SkipReason> misplaced(
      GroupContext context, InterimCommit commit, DeviceId sender) {
    if (!commit.chat().equals(context.chat())) {
      return Optional.of(SkipReason.OTHER_CHAT);
    }
    if (commit.epoch().value() != context.epoch().value() + 1) {
      return Optional.of(SkipReason.WRONG_EPOCH);
    }
    if (!commit.base().equals(context.hash())) {
      return Optional.of(SkipReason.OTHER_BASE);
    }
    return commit.signer().equals(sender) ? Optional.empty() : Optional.of(SkipReason.WRONG_SENDER);
  }

  private Processed processJoin(
      InterimGroupState old, InterimCommit commit, Body.Join join, CommitStatement statement) {
    DeviceCredential joiner = join.joiner();
    Roster roster = old.context().roster();
    if (!joiner.device().equals(commit.signer())) {
      return new Processed.Skipped(SkipReason.WRONG_SENDER);
    }
    Optional<SkipReason> refused = roster.refuse(joiner);
    if (refused.isPresent()) {
      return new Processed.Skipped(refused.get());
    }
    if (!joiner.isAttested(server)) {
      return new Processed.Skipped(SkipReason.NOT_ATTESTED);
    }
    if (!statement.equals(CommitStatement.joining(joiner.user(), joiner.device()))) {
      return new Processed.Skipped(SkipReason.STATEMENT_DIFFERS);
    }
    if (!commit.isSignedBy(joiner.deviceKey())) {
      return new Processed.Skipped(SkipReason.BAD_SIGNATURE);
    }
    SecretBytes fresh;
    try {
      byte[] opened =
          HpkeX25519.open(
              old.secret().joinKey(), join.sealed().toByteArray(), joinInfo(old.context()));
      fresh = Secrets.of(opened);
    } catch (UnsealException e) {
      return new Processed.MustRejoin(RejoinReason.SECRET_DOES_NOT_OPEN);
    }
    GroupContext next = old.context().next(roster.with(joiner), commit.signed().toByteArray());
    Change change =
        roster.device(joiner.device()).isPresent()
            ? Change.DEVICE_REJOINED
            : roster.member(joiner.user()).isPresent()
                ? Change.DEVICE_JOINED
                : Change.MEMBER_JOINED;
    return confirmed(commit, next, EpochSecret.afterJoin(fresh, next), change, joiner);
  }

  private static Processed processRekey(
      InterimGroupState old, InterimCommit commit, Body.Rekey rekey, CommitStatement statement) {
    Optional<DeviceCredential> signer = old.context().roster().device(commit.signer());
    if (signer.isEmpty()) {
      return new Processed.Skipped(SkipReason.NOT_A_MEMBER);
    }
    if (!statement.equals(CommitStatement.none())) {
      return new Processed.Skipped(SkipReason.STATEMENT_DIFFERS);
    }
    if (!commit.isSignedBy(signer.get().deviceKey())) {
      return new Processed.Skipped(SkipReason.BAD_SIGNATURE);
    }
    SecretBytes fresh;
    try {
      byte[] opened =
          old.secret().rekeyKey().open(rekey.sealed().toByteArray(), rekeyInfo(old.context()));
      fresh = Secrets.of(opened);
    } catch (UnsealException e) {
      return new Processed.MustRejoin(RejoinReason.SECRET_DOES_NOT_OPEN);
    }
    GroupContext next = old.context().next(old.context().roster(), commit.signed().toByteArray());
    EpochSecret secret = old.secret().afterRekey(fresh, next);
    return confirmed(commit, next, secret, Change.REKEYED, signer.get());
  }

  private static Processed confirmed(
      InterimCommit commit,
      GroupContext next,
      EpochSecret secret,
      Change change,
      DeviceCredential author) {
    if (!MessageDigest.isEqual(secret.confirm(next), commit.tag().toByteArray())) {
      return new Processed.MustRejoin(RejoinReason.CONFIRMATION_DIFFERS);
    }
    return new Processed.Applied(
        new InterimGroupState(next, secret), change, author.user(), author.device());
  }

  /**
   * A group info that a stranger may have made: nothing in it is used before all of it is checked.
   */
  private InterimGroupInfo checked(ChatId chat, byte[] groupInfo) {
    InterimGroupInfo info;
    try {
      info = InterimGroupInfo.parse(groupInfo);
    } catch (MalformedBytesException e) {
      throw invalidInfo("it does not decode").cause(e);
    }
    GroupContext context = info.context();
    if (!context.chat().equals(chat)) {
      throw invalidInfo("it is another chat's");
    }
    context.roster().members().stream()
        .flatMap(member -> member.devices().stream())
        .forEach(device -> device.requireAttested(server));
    DeviceCredential signer =
        context
            .roster()
            .device(info.signer())
            .orElseThrow(() -> invalidInfo("its signer is no member"));
    if (!info.isSignedBy(signer.deviceKey())) {
      throw invalidInfo("its signature is not its signer's");
    }
    return info;
  }

  private static PendingCommit pending(
      GroupContext next,
      EpochSecret secret,
      byte[] signed,
      LocalDevice self,
      CommitStatement statement) {
    return new PendingCommit(
        new InterimGroupState(next, secret),
        InterimCommit.seal(signed, self, secret.confirm(next)),
        InterimGroupInfo.make(next, secret, self),
        statement);
  }

  private static InterimGroupState own(GroupState state) {
    if (state instanceof InterimGroupState own) {
      return own;
    }
    throw new IllegalArgumentException("a state of another agreement");
  }

  private static byte[] joinInfo(GroupContext base) {
    return Fields.of("sotto interim join").bytes(base.hash()).toBytes();
  }

  private static byte[] rekeyInfo(GroupContext base) {
    return Fields.of("sotto interim rekey").bytes(base.hash()).toBytes();
  }

  private static SottoException refusedJoin(SkipReason reason) {
    return switch (reason) {
      case NOT_INVITED ->
          new SottoException(Reason.NOT_INVITED, "this account is not invited to the chat")
              .hint("ask its members for an invitation");
      case ACCOUNT_KEY_DIFFERS ->
          new SottoException(
                  Reason.GROUP_INVALID, "the chat knows this account by another account key")
              .hint("compare safety numbers with whoever invited you");
      default ->
          new SottoException(
              Reason.GROUP_INVALID, "this device may not join the chat: " + reason.name());
    };
  }

  private static SottoException invalidInfo(String what) {
    return new SottoException(Reason.GROUP_INVALID, "the chat's group info is refused: " + what)
        .hint("ask a member of the chat to come online, which replaces it");
  }
}
