package chat.sotto.mls.bcmls;

import chat.sotto.mls.codec.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.CryptoServicesRegistrar;
import org.bouncycastle.mls.TreeKEM.LeafIndex;
import org.bouncycastle.mls.TreeKEM.LeafNode;
import org.bouncycastle.mls.TreeKEM.LifeTime;
import org.bouncycastle.mls.codec.Capabilities;
import org.bouncycastle.mls.codec.Credential;
import org.bouncycastle.mls.codec.KeyPackage;
import org.bouncycastle.mls.codec.MLSInputStream;
import org.bouncycastle.mls.codec.MLSMessage;
import org.bouncycastle.mls.codec.MLSOutputStream;
import org.bouncycastle.mls.codec.PreSharedKeyID;
import org.bouncycastle.mls.codec.Proposal;
import org.bouncycastle.mls.codec.WireFormat;
import org.bouncycastle.mls.crypto.MlsCipherSuite;
import org.bouncycastle.mls.crypto.Secret;
import org.bouncycastle.mls.protocol.Group;
import org.jspecify.annotations.Nullable;

/** One of the engine of Bouncy Castle. */
final class Castle implements Party {
  private static final int PADDING = 32;

  private final String name;
  private final MlsCipherSuite suite;
  private final boolean encrypted;
  private final Map<Secret, byte[]> psks = new HashMap<>();
  private final AsymmetricCipherKeyPair signer;
  private AsymmetricCipherKeyPair initKeys;
  private AsymmetricCipherKeyPair leafKeys;
  private KeyPackage keyPackage;
  private @Nullable Group group;
  private @Nullable Group pending;

  Castle(int suiteId, String name, boolean encrypted) throws Exception {
    this.name = name;
    this.suite = MlsCipherSuite.getSuite((short) suiteId);
    this.encrypted = encrypted;
    this.signer = suite.generateSignatureKeyPair();
    this.initKeys = suite.getHPKE().generatePrivateKey();
    this.leafKeys = suite.getHPKE().generatePrivateKey();
    this.keyPackage = makeKeyPackage();
  }

  private Group group() {
    return Objects.requireNonNull(group);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int leaf() {
    return group().getIndex().value();
  }

  private KeyPackage makeKeyPackage() throws Exception {
    byte[] signingKey = suite.serializeSignaturePrivateKey(signer.getPrivate());
    LeafNode leaf =
        new LeafNode(
            suite,
            suite.getHPKE().serializePublicKey(leafKeys.getPublic()),
            suite.serializeSignaturePublicKey(signer.getPublic()),
            Credential.forBasic(name.getBytes(StandardCharsets.UTF_8)),
            new Capabilities(),
            lifetime(),
            List.of(),
            signingKey);
    return new KeyPackage(
        suite,
        suite.getHPKE().serializePublicKey(initKeys.getPublic()),
        leaf,
        List.of(),
        signingKey);
  }

  /** Its usual lifetime is for ever, which we refuse (RFC 9420 §7.2). */
  private static LifeTime lifetime() throws Exception {
    Instant now = Instant.now();
    MLSOutputStream out = new MLSOutputStream();
    out.write(now.minus(Duration.ofHours(1)).getEpochSecond());
    out.write(now.plus(Duration.ofDays(90)).getEpochSecond());
    return (LifeTime) MLSInputStream.decode(out.toByteArray(), LifeTime.class);
  }

  @Override
  public byte[] keyPackage() throws Exception {
    initKeys = suite.getHPKE().generatePrivateKey();
    leafKeys = suite.getHPKE().generatePrivateKey();
    keyPackage = makeKeyPackage();
    return MLSOutputStream.encode(MLSMessage.keyPackage(keyPackage));
  }

  @Override
  public void know(byte[] id, byte[] psk) {
    psks.put(new Secret(id.clone()), psk.clone());
    if (group != null) {
      group.insertExternalPsk(new Secret(id.clone()), psk.clone());
    }
  }

  @Override
  public void create(byte[] id) throws Exception {
    LeafNode leaf = keyPackage.getLeafNode();
    group =
        new Group(
            id,
            suite,
            leafKeys,
            suite.serializeSignaturePrivateKey(signer.getPrivate()),
            leaf.copy(leaf.getEncryptionKey()),
            List.of());
    psks.forEach(group::insertExternalPsk);
  }

  @Override
  public void join(byte[] welcome) throws Exception {
    group =
        new Group(
            suite.getHPKE().serializePrivateKey(initKeys.getPrivate()),
            leafKeys,
            suite.serializeSignaturePrivateKey(signer.getPrivate()),
            keyPackage,
            decoded(welcome).welcome,
            null,
            psks,
            new HashMap<>());
  }

  @Override
  public byte[] joinExternally(byte[] groupInfo, Optional<Integer> former) throws Exception {
    keyPackage();
    Group.GroupWithMessage made =
        Group.externalJoin(
            leafSecret(),
            signer,
            keyPackage,
            decoded(groupInfo).groupInfo,
            null,
            new Group.MessageOptions(false, new byte[0], 0),
            former.map(LeafIndex::new).orElse(null),
            new HashMap<>());
    pending = made.group;
    return MLSOutputStream.encode(made.message);
  }

  @Override
  public Made commit(Change... changes) throws Exception {
    return commit(true, changes);
  }

  @Override
  public Made commitWithoutPath(Change... changes) throws Exception {
    return commit(false, changes);
  }

  private Made commit(boolean path, Change... changes) throws Exception {
    List<Proposal> proposals = new ArrayList<>();
    for (Change change : changes) {
      proposals.add(proposal(change));
    }
    Group.GroupWithMessage made =
        group()
            .commit(
                leafSecret(),
                new Group.CommitOptions(proposals, true, path, null),
                options(),
                new Group.CommitParameters(Group.NORMAL_COMMIT_PARAMS));
    pending = made.group;
    MLSMessage welcome = new MLSMessage(WireFormat.mls_welcome);
    welcome.welcome = made.message.welcome;
    return new Made(
        Bytes.owning(MLSOutputStream.encode(made.message)),
        Optional.of(Bytes.owning(MLSOutputStream.encode(welcome))));
  }

  private Proposal proposal(Change change) throws Exception {
    if (change instanceof Change.Add add) {
      return Proposal.add(decoded(add.keyPackage().toByteArray()).keyPackage);
    }
    if (change instanceof Change.Remove remove) {
      return Proposal.remove(new LeafIndex(remove.leaf()));
    }
    return Proposal.preSharedKey(
        PreSharedKeyID.external(((Change.MixIn) change).psk().toByteArray(), random()));
  }

  @Override
  public void merge() {
    group = Objects.requireNonNull(pending);
  }

  @Override
  public byte[] propose(Change change) throws Exception {
    if (change instanceof Change.Add add) {
      return proposed(group().add(decoded(add.keyPackage().toByteArray()).keyPackage, options()));
    }
    if (change instanceof Change.Remove remove) {
      return proposed(group().remove(new LeafIndex(rosterIndex(remove.leaf())), options()));
    }
    return proposed(group().preSharedKey(((Change.MixIn) change).psk().toByteArray(), options()));
  }

  /** It counts members rather than leaves here. */
  private int rosterIndex(int leaf) {
    int members = 0;
    for (int i = 0; i < leaf; i++) {
      members += group().getTree().hasLeaf(new LeafIndex(i)) ? 1 : 0;
    }
    return members;
  }

  @Override
  public byte[] proposeUpdate() throws Exception {
    return proposed(
        group()
            .update(
                group()
                    .updateProposal(
                        suite.getHPKE().generatePrivateKey(), new Group.LeafNodeOptions()),
                options()));
  }

  /** Its own proposals have to be handed back to it. */
  private byte[] proposed(MLSMessage proposal) throws Exception {
    byte[] encoded = MLSOutputStream.encode(proposal);
    group().handle(encoded, null);
    return encoded;
  }

  @Override
  public void receive(byte[] handshake) throws Exception {
    Group next = group().handle(handshake, null);
    if (next != null) {
      group = next;
    }
  }

  @Override
  public byte[] say(byte[] data, byte[] inTheOpen) throws Exception {
    return MLSOutputStream.encode(group().protect(inTheOpen, data, PADDING));
  }

  @Override
  public byte[][] hear(byte[] message) throws Exception {
    byte[][] heard = group().unprotect(decoded(message));
    return new byte[][] {heard[1], heard[0]};
  }

  @Override
  public byte[] groupInfo() throws Exception {
    return MLSOutputStream.encode(group().getGroupInfo(true));
  }

  @Override
  public long epoch() {
    return group().getEpoch();
  }

  @Override
  public byte[] epochAuthenticator() {
    return group().getEpochAuthenticator();
  }

  @Override
  public byte[] exported(String label, byte[] context, int length) throws Exception {
    return group().getKeySchedule().MLSExporter(label, context, length);
  }

  private Group.MessageOptions options() {
    return new Group.MessageOptions(encrypted, new byte[0], encrypted ? PADDING : 0);
  }

  private Secret leafSecret() {
    return new Secret(random());
  }

  private byte[] random() {
    byte[] bytes = new byte[suite.getKDF().getHashLength()];
    CryptoServicesRegistrar.getSecureRandom().nextBytes(bytes);
    return bytes;
  }

  private static MLSMessage decoded(byte[] message) throws Exception {
    return (MLSMessage) MLSInputStream.decode(message, MLSMessage.class);
  }
}
