package chat.sotto.benchmarks.mls;

import chat.sotto.mls.codec.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
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
import org.bouncycastle.mls.codec.Proposal;
import org.bouncycastle.mls.codec.WireFormat;
import org.bouncycastle.mls.crypto.MlsCipherSuite;
import org.bouncycastle.mls.crypto.Secret;
import org.bouncycastle.mls.protocol.Group;
import org.jspecify.annotations.Nullable;

/** Of the engine of Bouncy Castle. */
final class Castle implements Member {
  private static final byte[] ID = {1, 2, 3, 4};

  private final MlsCipherSuite suite;
  private final String name;
  private final AsymmetricCipherKeyPair signer;
  private final byte[] signingKey;
  private @Nullable AsymmetricCipherKeyPair initKeys;
  private @Nullable AsymmetricCipherKeyPair leafKeys;
  private @Nullable KeyPackage keyPackage;
  private @Nullable Group group;
  private @Nullable Group pending;

  Castle(int suiteId, String name) throws Exception {
    this.suite = MlsCipherSuite.getSuite((short) suiteId);
    this.name = name;
    this.signer = suite.generateSignatureKeyPair();
    this.signingKey = suite.serializeSignaturePrivateKey(signer.getPrivate());
  }

  private Group group() {
    return Objects.requireNonNull(group);
  }

  private AsymmetricCipherKeyPair leafKeys() {
    return Objects.requireNonNull(leafKeys);
  }

  @Override
  public byte[] keyPackage() throws Exception {
    return MLSOutputStream.encode(MLSMessage.keyPackage(makeKeyPackage()));
  }

  private KeyPackage makeKeyPackage() throws Exception {
    AsymmetricCipherKeyPair init = suite.getHPKE().generatePrivateKey();
    AsymmetricCipherKeyPair encryption = suite.getHPKE().generatePrivateKey();
    LeafNode leaf =
        new LeafNode(
            suite,
            suite.getHPKE().serializePublicKey(encryption.getPublic()),
            suite.serializeSignaturePublicKey(signer.getPublic()),
            Credential.forBasic(name.getBytes(StandardCharsets.UTF_8)),
            new Capabilities(),
            new LifeTime(),
            List.of(),
            signingKey);
    KeyPackage made =
        new KeyPackage(
            suite,
            suite.getHPKE().serializePublicKey(init.getPublic()),
            leaf,
            List.of(),
            signingKey);
    initKeys = init;
    leafKeys = encryption;
    keyPackage = made;
    return made;
  }

  @Override
  public void create() throws Exception {
    LeafNode leaf = makeKeyPackage().getLeafNode();
    group =
        new Group(ID, suite, leafKeys(), signingKey, leaf.copy(leaf.getEncryptionKey()), List.of());
  }

  @Override
  public void join(byte[] welcome) throws Exception {
    group =
        new Group(
            suite.getHPKE().serializePrivateKey(Objects.requireNonNull(initKeys).getPrivate()),
            leafKeys(),
            signingKey,
            Objects.requireNonNull(keyPackage),
            decoded(welcome).welcome,
            null,
            new HashMap<>(),
            new HashMap<>());
  }

  @Override
  public byte[] joinExternally(byte[] groupInfo) throws Exception {
    Group.GroupWithMessage made =
        Group.externalJoin(
            leafSecret(),
            signer,
            makeKeyPackage(),
            decoded(groupInfo).groupInfo,
            null,
            new Group.MessageOptions(false, new byte[0], 0),
            null,
            new HashMap<>());
    pending = made.group;
    return MLSOutputStream.encode(made.message);
  }

  @Override
  public Added add(boolean path, byte[]... keyPackages) throws Exception {
    List<Proposal> proposals = new ArrayList<>();
    for (byte[] encoded : keyPackages) {
      proposals.add(Proposal.add(decoded(encoded).keyPackage));
    }
    MLSMessage commit = commit(path, proposals);
    MLSMessage welcome = new MLSMessage(WireFormat.mls_welcome);
    welcome.welcome = commit.welcome;
    return new Added(
        Bytes.owning(MLSOutputStream.encode(commit)),
        Bytes.owning(MLSOutputStream.encode(welcome)));
  }

  @Override
  public byte[] update() throws Exception {
    return MLSOutputStream.encode(commit(true, List.of()));
  }

  @Override
  public byte[] remove(int leaf) throws Exception {
    return MLSOutputStream.encode(commit(true, List.of(Proposal.remove(new LeafIndex(leaf)))));
  }

  private MLSMessage commit(boolean path, List<Proposal> proposals) throws Exception {
    Group.GroupWithMessage made =
        group()
            .commit(
                leafSecret(),
                new Group.CommitOptions(proposals, true, path, null),
                new Group.MessageOptions(true, new byte[0], 0),
                new Group.CommitParameters(Group.NORMAL_COMMIT_PARAMS));
    pending = made.group;
    return made.message;
  }

  @Override
  public void merge() {
    group = Objects.requireNonNull(pending);
    pending = null;
  }

  @Override
  public void discard() {
    pending = null;
  }

  @Override
  public void process(byte[] commit) throws Exception {
    group = group().handle(commit, null);
  }

  @Override
  public byte[] protect(byte[] data) throws Exception {
    return MLSOutputStream.encode(group().protect(new byte[0], data, 0));
  }

  @Override
  public byte[] unprotect(byte[] message) throws Exception {
    return group().unprotect(decoded(message))[1];
  }

  @Override
  public byte[] groupInfo() throws Exception {
    return MLSOutputStream.encode((pending != null ? pending : group()).getGroupInfo(true));
  }

  private Secret leafSecret() {
    byte[] bytes = new byte[suite.getKDF().getHashLength()];
    CryptoServicesRegistrar.getSecureRandom().nextBytes(bytes);
    return new Secret(bytes);
  }

  private static MLSMessage decoded(byte[] message) throws Exception {
    return (MLSMessage) MLSInputStream.decode(message, MLSMessage.class);
  }
}
