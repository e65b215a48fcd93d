package chat.sotto.benchmarks.mls;

import chat.sotto.mls.Changes;
import chat.sotto.mls.Client;
import chat.sotto.mls.Group;
import chat.sotto.mls.GroupSettings;
import chat.sotto.mls.OwnKeyPackage;
import chat.sotto.mls.PendingCommit;
import chat.sotto.mls.PendingJoin;
import chat.sotto.mls.Received;
import chat.sotto.mls.Sent;
import chat.sotto.mls.StagedCommit;
import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.port.CredentialPolicy;
import chat.sotto.mls.wire.Credential;
import chat.sotto.mls.wire.ExternalSender;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.KeyPackage;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.Lifetime;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.Welcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Of our engine. */
final class Ours implements Member {
  private static final GroupId ID = new GroupId(Bytes.copyOf(new byte[] {1, 2, 3, 4}));

  private final GroupSettings settings = GroupSettings.of(new Believing()).withPaddingStep(1);
  private final Client client;
  private @Nullable OwnKeyPackage keyPackage;
  private @Nullable Group group;
  private @Nullable PendingCommit commit;
  private @Nullable PendingJoin join;

  Ours(int suite, String name) {
    client =
        Client.generate(
            CipherSuite.getById(suite),
            new Credential.Basic(Bytes.copyOf(name.getBytes(StandardCharsets.UTF_8))),
            settings);
  }

  private Group group() {
    return Objects.requireNonNull(group);
  }

  @Override
  public byte[] keyPackage() {
    Instant now = Instant.now();
    keyPackage =
        client.lastResortKeyPackage(
            new Lifetime(
                now.minus(Duration.ofHours(1)).getEpochSecond(),
                now.plus(Client.USUAL_LIFETIME).getEpochSecond()));
    return encoded(keyPackage.keyPackage().asMessage());
  }

  /** One without the extension for last resorts, which the other engine mistakes for GREASE. */
  byte[] keyPackageForOnce() {
    return encoded(client.keyPackage().keyPackage().asMessage());
  }

  @Override
  public void create() {
    group = Group.create(client, ID);
  }

  @Override
  public void join(byte[] welcome) {
    group =
        Group.join(client, Objects.requireNonNull(keyPackage), (Welcome) decoded(welcome).body());
  }

  @Override
  public byte[] joinExternally(byte[] groupInfo) {
    join = Group.joinExternally(client, (GroupInfo) decoded(groupInfo).body());
    return encoded(join.message());
  }

  @Override
  public Added add(boolean path, byte[]... keyPackages) {
    Changes changes =
        Changes.of(
            Arrays.stream(keyPackages)
                .map(encoded -> new Proposal.Add((KeyPackage) decoded(encoded).body()))
                .toArray(Proposal[]::new));
    PendingCommit made = group().commit(path ? changes : changes.withoutPath());
    commit = made;
    return new Added(made.message().encode(), made.welcome().orElseThrow().asMessage().encode());
  }

  @Override
  public byte[] update() {
    return commit(Changes.of());
  }

  @Override
  public byte[] remove(int leaf) {
    return commit(Changes.of(new Proposal.Remove(new LeafIndex(leaf))));
  }

  private byte[] commit(Changes changes) {
    commit = group().commit(changes);
    return encoded(commit.message());
  }

  @Override
  public void merge() {
    group = commit != null ? commit.merge() : Objects.requireNonNull(join).merge();
    commit = null;
    join = null;
  }

  @Override
  public void discard() {
    if (commit != null) {
      group = commit.discard();
      commit = null;
    }
    if (join != null) {
      join.discard();
      join = null;
    }
  }

  @Override
  public void process(byte[] message) {
    group = ((StagedCommit) group().process(decoded(message))).merge().getGroup();
  }

  @Override
  public byte[] protect(byte[] data) {
    Sent sent = group().protect(Bytes.copyOf(data));
    group = sent.group();
    return encoded(sent.message());
  }

  @Override
  public byte[] unprotect(byte[] message) {
    Received.Application heard = (Received.Application) group().process(decoded(message));
    group = heard.group();
    return heard.data().toByteArray();
  }

  @Override
  public byte[] groupInfo() {
    return encoded((join != null ? join.groupInfo() : group().groupInfo()).asMessage());
  }

  /** What the other engine cannot: to be stored. */
  Secret serialize() {
    return group().serialize();
  }

  /** And to go on from there. */
  Group restore(Secret stored) {
    return Group.restore(stored, settings);
  }

  private static byte[] encoded(MlsMessage message) {
    return message.encode().toByteArray();
  }

  private static MlsMessage decoded(byte[] message) {
    return MlsMessage.decode(Bytes.copyOf(message));
  }

  /** Believes everybody, as the other engine does. */
  private static final class Believing implements CredentialPolicy {
    @Override
    public boolean accepts(LeafNode member) {
      return true;
    }

    @Override
    public boolean acceptsSuccessor(LeafNode old, LeafNode replacement) {
      return true;
    }

    @Override
    public boolean sameClient(LeafNode one, LeafNode other) {
      return one.credential().equals(other.credential());
    }

    @Override
    public boolean accepts(ExternalSender sender) {
      return true;
    }
  }
}
