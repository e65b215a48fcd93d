package chat.sotto.mls.bcmls;

import chat.sotto.mls.Changes;
import chat.sotto.mls.Client;
import chat.sotto.mls.Group;
import chat.sotto.mls.GroupSettings;
import chat.sotto.mls.Membership;
import chat.sotto.mls.OwnKeyPackage;
import chat.sotto.mls.PendingCommit;
import chat.sotto.mls.PendingJoin;
import chat.sotto.mls.Received;
import chat.sotto.mls.Sent;
import chat.sotto.mls.StagedCommit;
import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.fixture.Names;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.KeyPackage;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.Welcome;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One of our engine. */
final class Ours implements Party {
  private final String name;
  private final Client client;
  private final Map<Bytes, Secret> psks = new HashMap<>();
  private @Nullable OwnKeyPackage keyPackage;
  private @Nullable Membership membership;
  private @Nullable Supplier<Membership> pending;

  Ours(CipherSuite suite, String name, GroupSettings.Handshakes handshakes) {
    this.name = name;
    this.client =
        Client.generate(
            suite,
            Names.credential(name),
            GroupSettings.of(Names.BELIEVED)
                .withHandshakes(handshakes)
                .withPreSharedKeys(
                    id ->
                        id instanceof PreSharedKeyId.External external
                            ? Optional.ofNullable(psks.get(external.id())).map(Secret::copy)
                            : Optional.empty()));
  }

  /** Where it stands: in the group, or out of it. */
  Membership membership() {
    return Objects.requireNonNull(membership);
  }

  private Group group() {
    return membership().getGroup();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int leaf() {
    return group().self().index().value();
  }

  @Override
  public byte[] keyPackage() {
    keyPackage = client.keyPackage();
    return encoded(keyPackage.keyPackage().asMessage());
  }

  @Override
  public void know(byte[] id, byte[] psk) {
    psks.put(Bytes.copyOf(id), Secret.copyOf(psk));
  }

  @Override
  public void create(byte[] group) {
    membership = Group.create(client, new GroupId(Bytes.copyOf(group)));
  }

  @Override
  public void join(byte[] welcome) {
    membership =
        Group.join(client, Objects.requireNonNull(keyPackage), (Welcome) decoded(welcome).body());
  }

  @Override
  public byte[] joinExternally(byte[] groupInfo, Optional<Integer> former) {
    PendingJoin join = Group.joinExternally(client, (GroupInfo) decoded(groupInfo).body());
    pending = join::merge;
    return encoded(join.message());
  }

  @Override
  public Made commit(Change... changes) {
    return commit(Changes.of(proposals(changes)));
  }

  @Override
  public Made commitWithoutPath(Change... changes) {
    return commit(Changes.of(proposals(changes)).withoutPath());
  }

  private Made commit(Changes changes) {
    PendingCommit commit = group().commit(changes);
    pending = commit::merge;
    return new Made(
        commit.message().encode(), commit.welcome().map(welcome -> welcome.asMessage().encode()));
  }

  private Proposal[] proposals(Change... changes) {
    return Arrays.stream(changes).map(this::proposal).toArray(Proposal[]::new);
  }

  private Proposal proposal(Change change) {
    if (change instanceof Change.Add add) {
      return new Proposal.Add((KeyPackage) MlsMessage.decode(add.keyPackage()).body());
    }
    if (change instanceof Change.Remove remove) {
      return new Proposal.Remove(new LeafIndex(remove.leaf()));
    }
    return group().preSharedKey(((Change.MixIn) change).psk());
  }

  @Override
  public void merge() {
    membership = Objects.requireNonNull(pending).get();
  }

  @Override
  public byte[] propose(Change change) {
    return goOn(group().propose(proposal(change)));
  }

  @Override
  public byte[] proposeUpdate() {
    return goOn(group().proposeUpdate());
  }

  private byte[] goOn(Sent sent) {
    membership = sent.group();
    return encoded(sent.message());
  }

  @Override
  public void receive(byte[] handshake) {
    Received received = group().process(decoded(handshake));
    membership =
        received instanceof StagedCommit commit
            ? commit.merge()
            : ((Received.NewProposal) received).group();
  }

  @Override
  public byte[] say(byte[] data, byte[] inTheOpen) {
    return goOn(group().protect(Bytes.copyOf(data), Bytes.copyOf(inTheOpen)));
  }

  @Override
  public byte[][] hear(byte[] message) {
    Received.Application heard = (Received.Application) group().process(decoded(message));
    membership = heard.group();
    return new byte[][] {heard.data().toByteArray(), heard.authenticatedData().toByteArray()};
  }

  @Override
  public byte[] groupInfo() {
    return encoded(group().groupInfo().asMessage());
  }

  @Override
  public long epoch() {
    return group().epoch().value();
  }

  @Override
  public byte[] epochAuthenticator() {
    return group().epochAuthenticator().exportBytes();
  }

  @Override
  public byte[] exported(String label, byte[] context, int length) {
    return group().export(label, Bytes.copyOf(context), length).exportBytes();
  }

  private static byte[] encoded(MlsMessage message) {
    return message.encode().toByteArray();
  }

  private static MlsMessage decoded(byte[] message) {
    return MlsMessage.decode(Bytes.copyOf(message));
  }
}
