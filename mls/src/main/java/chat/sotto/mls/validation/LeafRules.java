package chat.sotto.mls.validation;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.wire.Capabilities;
import chat.sotto.mls.wire.Credential;
import chat.sotto.mls.wire.Extension;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.LeafNodeSource;
import chat.sotto.mls.wire.Lifetime;
import chat.sotto.mls.wire.RequiredCapabilities;
import java.util.List;
import java.util.Optional;

/** Whether a leaf node is valid in a group (RFC 9420 §7.3), looked at by itself. */
public final class LeafRules {
  private final MlsCrypto crypto;
  private final ValidationPolicy policy;
  private final GroupContext group;
  private final Optional<RequiredCapabilities> required;

  /** The rules of a group with a context: the new one, where a commit changes it. */
  public LeafRules(MlsCrypto crypto, ValidationPolicy policy, GroupContext group) {
    this.crypto = crypto;
    this.policy = policy;
    this.group = group;
    this.required =
        group.extensions().find(ExtensionType.REQUIRED_CAPABILITIES, RequiredCapabilities::read);
  }

  /**
   * A leaf in a key package that is added. Whether this is the time for it is for the sender alone
   * to look at ({@link #checkCurrent}): who was away must be able to follow.
   */
  public void checkInKeyPackage(LeafNode leaf) {
    if (!(leaf.source() instanceof LeafNodeSource.KeyPackage source)) {
      throw new RejectedException(Check.LEAF_SOURCE);
    }
    checkLifetimeLength(source.lifetime());
    checkSignature(leaf, leaf.toBeSignedInKeyPackage());
    checkKey(leaf);
    checkCompatible(leaf);
    checkCredential(leaf);
  }

  /** A leaf in an Update proposal, which is to replace another. */
  public void checkInUpdate(LeafNode leaf, LeafIndex index, LeafNode old) {
    if (!(leaf.source() instanceof LeafNodeSource.Update)) {
      throw new RejectedException(Check.LEAF_SOURCE);
    }
    checkSuccessor(leaf, index, old);
  }

  /** A leaf in the path of a commit by a member, or by somebody who replaces one. */
  public void checkInCommit(LeafNode leaf, LeafIndex index, LeafNode old) {
    checkSource(leaf);
    checkSuccessor(leaf, index, old);
  }

  /** A leaf in the path of a commit by somebody who joins with it. */
  public void checkInCommit(LeafNode leaf, LeafIndex index) {
    checkSource(leaf);
    checkSignature(leaf, leaf.toBeSigned(group.group(), index));
    checkKey(leaf);
    checkCompatible(leaf);
    checkCredential(leaf);
  }

  /**
   * A leaf of a tree that is being joined. Its lifetime may have ended since the leaf was added
   * (§7.3), but must never have been longer than allowed (§7.2).
   */
  public void checkInTree(LeafNode leaf, LeafIndex index) {
    checkInTree(List.of(new Placed(leaf, index)));
  }

  /** All leaves of a tree that is being joined: signatures first, which are most of the work. */
  void checkInTree(List<Placed> leaves) {
    if (!crypto.verifyAllWithLabel(
        LeafNode.SIGNATURE_LABEL, leaves.stream().map(this::signed).toList())) {
      throw new RejectedException(Check.LEAF_SIGNATURE);
    }
    for (Placed placed : leaves) {
      if (placed.leaf().source() instanceof LeafNodeSource.KeyPackage source) {
        checkLifetimeLength(source.lifetime());
      }
      checkKey(placed.leaf());
      checkCompatible(placed.leaf());
      checkCredential(placed.leaf());
    }
  }

  private MlsCrypto.Signed signed(Placed placed) {
    LeafNode leaf = placed.leaf();
    return new MlsCrypto.Signed(
        leaf.signatureKey(), leaf.toBeSigned(group.group(), placed.index()), leaf.signature());
  }

  /** A leaf in its place. */
  record Placed(LeafNode leaf, LeafIndex index) {}

  private static void checkSource(LeafNode leaf) {
    if (!(leaf.source() instanceof LeafNodeSource.Commit)) {
      throw new RejectedException(Check.LEAF_SOURCE);
    }
  }

  private void checkSuccessor(LeafNode leaf, LeafIndex index, LeafNode old) {
    if (leaf.encryptionKey().equals(old.encryptionKey())) {
      throw new RejectedException(Check.LEAF_KEY_UNCHANGED);
    }
    checkSignature(leaf, leaf.toBeSigned(group.group(), index));
    checkKey(leaf);
    checkCompatible(leaf);
    if (!leaf.credential().equals(old.credential())
        || !leaf.signatureKey().equals(old.signatureKey())) {
      checkCredential(leaf);
      if (!policy.credentials().acceptsSuccessor(old, leaf)) {
        throw new RejectedException(Check.LEAF_SUCCESSOR);
      }
    }
  }

  private void checkSignature(LeafNode leaf, Bytes signed) {
    if (!crypto.verifyWithLabel(
        leaf.signatureKey(), LeafNode.SIGNATURE_LABEL, signed, leaf.signature())) {
      throw new RejectedException(Check.LEAF_SIGNATURE);
    }
  }

  /** Else nobody could encrypt a path to this member any more. */
  private void checkKey(LeafNode leaf) {
    if (!crypto.isPublicKey(leaf.encryptionKey())) {
      throw new RejectedException(Check.LEAF_KEM_KEY);
    }
  }

  private void checkCredential(LeafNode leaf) {
    if (leaf.credential() instanceof Credential.X509 x509
        && !Certificates.areFor(leaf.signatureKey(), x509)) {
      throw new RejectedException(Check.LEAF_CERTIFICATE);
    }
    if (!policy.credentials().accepts(leaf)) {
      throw new RejectedException(Check.LEAF_CREDENTIAL);
    }
  }

  private void checkLifetimeLength(Lifetime lifetime) {
    if (Long.compareUnsigned(lifetime.seconds(), policy.maxLifetimeSeconds()) > 0) {
      throw new RejectedException(Check.LEAF_LIFETIME_LENGTH);
    }
  }

  /** A leaf of a key package that is being sent: this has to be the time for it (§7.3). */
  public static void checkCurrent(ValidationPolicy policy, LeafNode leaf) {
    if (leaf.source() instanceof LeafNodeSource.KeyPackage source
        && !source.lifetime().contains(policy.clock().instant())) {
      throw new RejectedException(Check.LEAF_LIFETIME);
    }
  }

  /** What a leaf has to support, by its own account. */
  void checkCompatible(LeafNode leaf) {
    Capabilities capabilities = leaf.capabilities();
    if (!capabilities.versions().contains(group.version())
        || !capabilities.cipherSuites().contains(group.cipherSuite())) {
      throw new RejectedException(Check.LEAF_SUITE);
    }
    if (!capabilities.supports(leaf.credential().type())) {
      throw new RejectedException(Check.LEAF_OWN_CREDENTIAL);
    }
    for (Extension extension : leaf.extensions().list()) {
      if (!capabilities.supports(extension.type())) {
        throw new RejectedException(Check.LEAF_EXTENSIONS);
      }
    }
    checkGroupParameters(capabilities);
  }

  private void checkGroupParameters(Capabilities capabilities) {
    if (required.isPresent() && !capabilities.satisfies(required.get())) {
      throw new RejectedException(Check.LEAF_REQUIRED);
    }
    for (Extension extension : group.extensions().list()) {
      if (!capabilities.supports(extension.type())) {
        throw new RejectedException(Check.LEAF_GROUP_EXTENSIONS);
      }
    }
  }
}
