package chat.sotto.mls;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.SignatureKeyPair;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.group.Grease;
import chat.sotto.mls.group.Identity;
import chat.sotto.mls.wire.Capabilities;
import chat.sotto.mls.wire.CipherSuiteId;
import chat.sotto.mls.wire.Credential;
import chat.sotto.mls.wire.CredentialType;
import chat.sotto.mls.wire.Extension;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.KeyPackage;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.LeafNodeSource;
import chat.sotto.mls.wire.Lifetime;
import chat.sotto.mls.wire.ProposalType;
import chat.sotto.mls.wire.ProtocolVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Who one is in groups: a signature key, a credential for it, what one supports, and the settings
 * of the groups that one makes or joins. Immutable.
 */
public final class Client {
  /** How long a key package is valid, if nothing else is said. */
  public static final Duration USUAL_LIFETIME = Duration.ofDays(90);

  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  private final MlsCrypto crypto;
  private final Identity identity;
  private final GroupSettings settings;

  Client(MlsCrypto crypto, Identity identity, GroupSettings settings) {
    this.crypto = crypto;
    this.identity = identity;
    this.settings = settings;
  }

  /** A client with a new signature key. */
  public static Client generate(CipherSuite suite, Credential credential, GroupSettings settings) {
    return of(suite, SignatureKeyPair.generate(suite.signature()), credential, settings);
  }

  /** A client with its own signature key. */
  public static Client of(
      CipherSuite suite, SignatureKeyPair signer, Credential credential, GroupSettings settings) {
    return of(MlsCrypto.of(suite), signer, credential, settings);
  }

  /** A client whose costly operations may be observed. */
  public static Client of(
      MlsCrypto crypto, SignatureKeyPair signer, Credential credential, GroupSettings settings) {
    if (signer.scheme() != crypto.suite().signature()) {
      throw new MisuseException("this suite signs with " + crypto.suite().signature());
    }
    Capabilities capabilities =
        Grease.in(
            new Capabilities(
                List.of(ProtocolVersion.MLS10),
                suites(crypto.suite()),
                List.of(ExtensionType.LAST_RESORT),
                List.of(),
                List.of(credential.type())));
    return new Client(
        crypto,
        new Identity(signer, credential, capabilities, Grease.extensionOf(capabilities)),
        settings);
  }

  /** The own suite first; those with another signature scheme would need another key. */
  private static List<CipherSuiteId> suites(CipherSuite own) {
    List<CipherSuiteId> suites = new ArrayList<>();
    suites.add(CipherSuiteId.of(own));
    for (CipherSuite suite : CipherSuite.values()) {
      if (suite != own) {
        suites.add(CipherSuiteId.of(suite));
      }
    }
    return suites;
  }

  /** The same client with exactly these capabilities. */
  public Client withCapabilities(Capabilities capabilities) {
    return with(
        new Identity(
            identity.signer(), identity.credential(), capabilities, identity.extensions()));
  }

  /** The same client, supporting more extensions. */
  public Client supporting(ExtensionType... more) {
    Capabilities old = identity.capabilities();
    return withCapabilities(
        new Capabilities(
            old.versions(),
            old.cipherSuites(),
            plus(old.extensions(), List.of(more)),
            old.proposals(),
            old.credentials()));
  }

  /** The same client, supporting more proposals. */
  public Client supporting(ProposalType... more) {
    Capabilities old = identity.capabilities();
    return withCapabilities(
        new Capabilities(
            old.versions(),
            old.cipherSuites(),
            old.extensions(),
            plus(old.proposals(), List.of(more)),
            old.credentials()));
  }

  /** The same client, supporting more credentials. */
  public Client supporting(CredentialType... more) {
    Capabilities old = identity.capabilities();
    return withCapabilities(
        new Capabilities(
            old.versions(),
            old.cipherSuites(),
            old.extensions(),
            old.proposals(),
            plus(old.credentials(), List.of(more))));
  }

  private static <T> List<T> plus(List<T> old, List<T> more) {
    List<T> all = new ArrayList<>(old);
    all.addAll(more);
    return all;
  }

  /** The same client with other extensions of its leaves, which it has to support. */
  public Client withLeafExtensions(Extensions extensions) {
    return with(
        new Identity(
            identity.signer(), identity.credential(), identity.capabilities(), extensions));
  }

  /** The same client with another credential. */
  public Client withCredential(Credential credential) {
    return with(
        new Identity(
            identity.signer(), credential, identity.capabilities(), identity.extensions()));
  }

  /** The same client with another signature key, and a credential for it. */
  public Client withSigner(SignatureKeyPair signer, Credential credential) {
    if (signer.scheme() != crypto.suite().signature()) {
      throw new MisuseException("this suite signs with " + crypto.suite().signature());
    }
    return with(new Identity(signer, credential, identity.capabilities(), identity.extensions()));
  }

  /** The same client with other settings. */
  public Client withSettings(GroupSettings other) {
    return new Client(crypto, identity, other);
  }

  private Client with(Identity other) {
    return new Client(crypto, other, settings);
  }

  /** The suite of its groups. */
  public CipherSuite suite() {
    return crypto.suite();
  }

  /** What it signs with. */
  public SignatureKeyPair signer() {
    return identity.signer();
  }

  /** Who it is. */
  public Credential credential() {
    return identity.credential();
  }

  /** What it supports. */
  public Capabilities capabilities() {
    return identity.capabilities();
  }

  /** The settings of its groups. */
  public GroupSettings settings() {
    return settings;
  }

  MlsCrypto crypto() {
    return crypto;
  }

  Identity identity() {
    return identity;
  }

  /** A new key package, valid for {@link #USUAL_LIFETIME} or as long as the settings allow. */
  public OwnKeyPackage keyPackage() {
    return keyPackage(usualLifetime());
  }

  /** A new key package with a lifetime. */
  public OwnKeyPackage keyPackage(Lifetime lifetime) {
    return keyPackage(lifetime, Grease.extensionOf(identity.capabilities()));
  }

  /**
   * A new key package of last resort: it may be used again and again when no other is left, so its
   * private keys outlive the joining, and welcomes made with it are readable for longer.
   */
  public OwnKeyPackage lastResortKeyPackage(Lifetime lifetime) {
    List<Extension> extensions =
        new ArrayList<>(Grease.extensionOf(identity.capabilities()).list());
    extensions.add(new Extension(ExtensionType.LAST_RESORT, Bytes.EMPTY));
    return keyPackage(lifetime, new Extensions(extensions));
  }

  /** A new key package with a lifetime and these extensions. */
  public OwnKeyPackage keyPackage(Lifetime lifetime, Extensions extensions) {
    HpkeKeyPair initKeys = crypto.generateKeyPair();
    HpkeKeyPair leafKeys = crypto.generateKeyPair();
    LeafNode leaf =
        new LeafNode(
            leafKeys.publicKey(),
            identity.signer().publicKey(),
            identity.credential(),
            identity.capabilities(),
            new LeafNodeSource.KeyPackage(lifetime),
            identity.extensions(),
            Bytes.EMPTY);
    LeafNode signedLeaf =
        leaf.withSignature(
            crypto.signWithLabel(
                identity.signer(), LeafNode.SIGNATURE_LABEL, leaf.toBeSignedInKeyPackage()));
    KeyPackage unsigned =
        new KeyPackage(
            ProtocolVersion.MLS10,
            CipherSuiteId.of(crypto.suite()),
            initKeys.publicKey(),
            signedLeaf,
            extensions,
            Bytes.EMPTY);
    return new OwnKeyPackage(
        unsigned.withSignature(
            crypto.signWithLabel(
                identity.signer(), KeyPackage.SIGNATURE_LABEL, unsigned.toBeSigned())),
        initKeys,
        leafKeys);
  }

  /** A leaf of this client that is not signed, for the policy to compare with others. */
  LeafNode asLeaf() {
    return new LeafNode(
        new HpkePublicKey(Bytes.EMPTY),
        identity.signer().publicKey(),
        identity.credential(),
        identity.capabilities(),
        new LeafNodeSource.Update(),
        identity.extensions(),
        Bytes.EMPTY);
  }

  private Lifetime usualLifetime() {
    Instant from = settings.clock().instant().minus(CLOCK_SKEW);
    Duration longest = settings.maxLifetime();
    Duration length = USUAL_LIFETIME.compareTo(longest) < 0 ? USUAL_LIFETIME : longest;
    return new Lifetime(from.getEpochSecond(), from.plus(length).getEpochSecond());
  }

  @Override
  public String toString() {
    return "Client[" + identity.signer().publicKey().value() + "]";
  }
}
