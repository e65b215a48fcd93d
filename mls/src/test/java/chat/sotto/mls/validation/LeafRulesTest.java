package chat.sotto.mls.validation;

import static chat.sotto.mls.fixture.Refusals.rejected;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.fixture.Grove;
import chat.sotto.mls.fixture.Leaves;
import chat.sotto.mls.fixture.Person;
import chat.sotto.mls.fixture.Policy;
import chat.sotto.mls.wire.Capabilities;
import chat.sotto.mls.wire.CipherSuiteId;
import chat.sotto.mls.wire.Credential;
import chat.sotto.mls.wire.CredentialType;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.Extension;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.LeafNodeSource;
import chat.sotto.mls.wire.Lifetime;
import chat.sotto.mls.wire.ProposalType;
import chat.sotto.mls.wire.ProtocolVersion;
import chat.sotto.mls.wire.RequiredCapabilities;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeafRulesTest {
  private static final MlsCrypto CRYPTO = MlsCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
  private static final LeafIndex INDEX = new LeafIndex(3);
  private static final ExtensionType CUSTOM = new ExtensionType(0xf001);
  private static final ValidationPolicy POLICY = Policy.OPEN.validation();
  private static final LeafNodeSource UPDATE = new LeafNodeSource.Update();
  private static final LeafNodeSource COMMIT = new LeafNodeSource.Commit(Bytes.EMPTY);

  private final Person person = new Person(CRYPTO, "alice");
  private final LeafNode leaf = person.keyPackage().leafNode();
  private final LeafRules rules = rules(Policy.OPEN, Extensions.NONE);

  private static LeafRules rules(Policy policy, Extensions extensions) {
    return new LeafRules(CRYPTO, policy.validation(), group(extensions));
  }

  private static GroupContext group(Extensions extensions) {
    return new GroupContext(
        ProtocolVersion.MLS10,
        CipherSuiteId.of(CRYPTO.suite()),
        Grove.GROUP,
        Epoch.ZERO,
        Bytes.EMPTY,
        Bytes.EMPTY,
        extensions);
  }

  private LeafNode in(LeafNodeSource source) {
    return person.leafIn(Grove.GROUP, INDEX, CRYPTO.generateKeyPair().publicKey(), source);
  }

  private void refused(Check check, LeafNode changed) {
    rejected(check, () -> rules.checkInKeyPackage(person.sign(changed)));
  }

  private static Extensions require(RequiredCapabilities required) {
    return Extensions.of(new Extension(ExtensionType.REQUIRED_CAPABILITIES, required.encode()));
  }

  @Test
  void check_leafAsItShouldBe_isAccepted() {
    rules.checkInKeyPackage(leaf);
    rules.checkInTree(leaf, INDEX);
    rules.checkInTree(in(UPDATE), INDEX);
    rules.checkInUpdate(in(UPDATE), INDEX, leaf);
    rules.checkInCommit(in(COMMIT), INDEX, leaf);
    rules.checkInCommit(in(COMMIT), INDEX);
  }

  @Test
  void check_signatureOfOtherContentGroupOrPlace_isLeafSignature() {
    rejected(
        Check.LEAF_SIGNATURE,
        () -> rules.checkInKeyPackage(Leaves.with(leaf, Extensions.of(app()))));
    rejected(Check.LEAF_SIGNATURE, () -> rules.checkInTree(in(COMMIT), new LeafIndex(4)));
    rejected(
        Check.LEAF_SIGNATURE,
        () -> rules.checkInUpdate(in(UPDATE).withSignature(Bytes.EMPTY), INDEX, leaf));
    rejected(
        Check.LEAF_SIGNATURE,
        () -> rules.checkInCommit(in(COMMIT).withSignature(Bytes.EMPTY), INDEX));
  }

  private static Extension app() {
    return new Extension(ExtensionType.APPLICATION_ID, Bytes.EMPTY);
  }

  @Test
  void check_policyRefuses_isLeafCredential() {
    LeafRules strict = rules(new Policy(false, true, false, true), Extensions.NONE);
    rejected(Check.LEAF_CREDENTIAL, () -> strict.checkInKeyPackage(leaf));
    rejected(Check.LEAF_CREDENTIAL, () -> strict.checkInTree(leaf, INDEX));
    rejected(Check.LEAF_CREDENTIAL, () -> strict.checkInCommit(in(COMMIT), INDEX));
    // The same credential and key as before were accepted then.
    strict.checkInCommit(in(COMMIT), INDEX, leaf);
  }

  @Test
  void check_policyRefusesTheSuccessor_isLeafSuccessor() {
    LeafRules strict = rules(new Policy(true, false, false, true), Extensions.NONE);
    LeafNode renamed =
        person.sign(Leaves.with(in(UPDATE), new Credential.Basic(Bytes.EMPTY)), Grove.GROUP, INDEX);
    rejected(Check.LEAF_SUCCESSOR, () -> strict.checkInUpdate(renamed, INDEX, leaf));
    strict.checkInUpdate(in(UPDATE), INDEX, leaf);
  }

  @Test
  void check_certificateOfNobody_isLeafCertificate() {
    Capabilities x509 = Leaves.withCredentials(leaf.capabilities(), CredentialType.X509);
    refused(
        Check.LEAF_CERTIFICATE,
        Leaves.with(Leaves.with(leaf, x509), new Credential.X509(List.of())));
  }

  @Test
  void check_credentialTypeNotListed_isLeafOwnCredential() {
    refused(
        Check.LEAF_OWN_CREDENTIAL,
        Leaves.with(leaf, Leaves.withCredentials(leaf.capabilities(), CredentialType.X509)));
  }

  @Test
  void check_versionOrSuiteNotListed_isLeafSuite() {
    Capabilities all = leaf.capabilities();
    refused(
        Check.LEAF_SUITE,
        Leaves.with(
            leaf,
            new Capabilities(
                List.of(),
                all.cipherSuites(),
                all.extensions(),
                all.proposals(),
                all.credentials())));
    refused(
        Check.LEAF_SUITE,
        Leaves.with(
            leaf,
            new Capabilities(
                all.versions(),
                List.of(new CipherSuiteId(2)),
                all.extensions(),
                all.proposals(),
                all.credentials())));
  }

  @Test
  void check_requiredCapabilityMissing_isLeafRequired() {
    for (RequiredCapabilities required :
        List.of(
            new RequiredCapabilities(List.of(CUSTOM), List.of(), List.of()),
            new RequiredCapabilities(List.of(), List.of(new ProposalType(0xf001)), List.of()),
            new RequiredCapabilities(List.of(), List.of(), List.of(CredentialType.X509)))) {
      rejected(
          Check.LEAF_REQUIRED, () -> rules(Policy.OPEN, require(required)).checkInKeyPackage(leaf));
    }
    rules(
            Policy.OPEN,
            require(
                new RequiredCapabilities(
                    List.of(ExtensionType.APPLICATION_ID),
                    List.of(ProposalType.ADD),
                    List.of(CredentialType.BASIC))))
        .checkInKeyPackage(leaf);
  }

  @Test
  void check_extensionOfTheGroupNotSupported_isLeafGroupExtensions() {
    LeafRules group = rules(Policy.OPEN, Extensions.of(new Extension(CUSTOM, Bytes.EMPTY)));
    rejected(Check.LEAF_GROUP_EXTENSIONS, () -> group.checkInKeyPackage(leaf));
    group.checkInKeyPackage(
        person.sign(Leaves.with(leaf, Leaves.withExtensions(leaf.capabilities(), CUSTOM))));
  }

  @Test
  void check_ownExtensionNotListed_isLeafExtensions() {
    LeafNode extended = Leaves.with(leaf, Extensions.of(new Extension(CUSTOM, Bytes.EMPTY)));
    refused(Check.LEAF_EXTENSIONS, extended);
    rules.checkInKeyPackage(
        person.sign(Leaves.with(extended, Leaves.withExtensions(leaf.capabilities(), CUSTOM))));
    rules.checkInKeyPackage(person.sign(Leaves.with(leaf, Extensions.of(app()))));
  }

  @Test
  void check_beforeOrAfterTheLifetime_isLeafLifetime() {
    for (LeafNode wrong :
        List.of(lasting(1_600_000_001, 1_700_000_000), lasting(0, 1_599_999_999))) {
      rejected(Check.LEAF_LIFETIME, () -> LeafRules.checkCurrent(POLICY, wrong));
      // Who receives it may come late.
      rules.checkInKeyPackage(person.sign(wrong));
    }
    LeafRules.checkCurrent(POLICY, lasting(1_600_000_000, 1_600_000_000));
    rules.checkInTree(person.sign(lasting(0, 1)), INDEX);
  }

  private LeafNode lasting(long from, long to) {
    return Leaves.with(leaf, new LeafNodeSource.KeyPackage(new Lifetime(from, to)));
  }

  @Test
  void check_lifetimeLongerThanAllowed_isLeafLifetimeLength() {
    Instant now = Instant.ofEpochSecond(1000);
    LeafRules bounded =
        new LeafRules(
            CRYPTO,
            ValidationPolicy.of(Policy.OPEN, () -> now, Duration.ofSeconds(100)),
            group(Extensions.NONE));
    rejected(
        Check.LEAF_LIFETIME_LENGTH,
        () -> bounded.checkInKeyPackage(person.sign(lasting(950, 1051))));
    rejected(
        Check.LEAF_LIFETIME_LENGTH,
        () -> bounded.checkInKeyPackage(person.sign(lasting(1050, 950))));
    bounded.checkInKeyPackage(person.sign(lasting(950, 1050)));
    rejected(
        Check.LEAF_LIFETIME_LENGTH, () -> bounded.checkInTree(person.sign(lasting(0, 101)), INDEX));
    bounded.checkInTree(person.sign(lasting(0, 100)), INDEX);
  }

  @Test
  void check_encryptionKeyThatIsNone_isLeafKemKey() {
    HpkePublicKey none = new HpkePublicKey(Bytes.owning(new byte[32]));
    refused(Check.LEAF_KEM_KEY, Leaves.with(leaf, none));
    LeafNode updated = person.leafIn(Grove.GROUP, INDEX, none, UPDATE);
    rejected(Check.LEAF_KEM_KEY, () -> rules.checkInUpdate(updated, INDEX, leaf));
    rejected(Check.LEAF_KEM_KEY, () -> rules.checkInTree(updated, INDEX));
    LeafNode committed = person.leafIn(Grove.GROUP, INDEX, none, COMMIT);
    rejected(Check.LEAF_KEM_KEY, () -> rules.checkInCommit(committed, INDEX, leaf));
    rejected(Check.LEAF_KEM_KEY, () -> rules.checkInCommit(committed, INDEX));
  }

  @Test
  void check_leafMadeForSomethingElse_isLeafSource() {
    rejected(Check.LEAF_SOURCE, () -> rules.checkInKeyPackage(in(UPDATE)));
    rejected(Check.LEAF_SOURCE, () -> rules.checkInUpdate(in(COMMIT), INDEX, leaf));
    rejected(Check.LEAF_SOURCE, () -> rules.checkInCommit(in(UPDATE), INDEX, leaf));
    rejected(Check.LEAF_SOURCE, () -> rules.checkInCommit(leaf, INDEX));
  }

  @Test
  void check_updateWithTheOldKey_isLeafKeyUnchanged() {
    LeafNode same = person.leafIn(Grove.GROUP, INDEX, leaf.encryptionKey(), UPDATE);
    rejected(Check.LEAF_KEY_UNCHANGED, () -> rules.checkInUpdate(same, INDEX, leaf));
    LeafNode committed = person.leafIn(Grove.GROUP, INDEX, leaf.encryptionKey(), COMMIT);
    rejected(Check.LEAF_KEY_UNCHANGED, () -> rules.checkInCommit(committed, INDEX, leaf));
  }
}
