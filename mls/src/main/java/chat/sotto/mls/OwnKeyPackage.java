package chat.sotto.mls;

import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.group.Joined;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.KeyPackage;

/**
 * A key package of one's own: the public part is published, the private keys wait here for the
 * welcome that was made with it. It serves once, unless it is one of last resort.
 */
public final class OwnKeyPackage {
  private final KeyPackage keyPackage;
  private final HpkeKeyPair initKeys;
  private final HpkeKeyPair leafKeys;

  OwnKeyPackage(KeyPackage keyPackage, HpkeKeyPair initKeys, HpkeKeyPair leafKeys) {
    this.keyPackage = keyPackage;
    this.initKeys = initKeys;
    this.leafKeys = leafKeys;
  }

  /** What is published. */
  public KeyPackage keyPackage() {
    return keyPackage;
  }

  /** Whether it may serve again when no other is left. */
  public boolean isLastResort() {
    return keyPackage.extensions().find(ExtensionType.LAST_RESORT).isPresent();
  }

  /** Overwrites the private keys. */
  public void erase() {
    initKeys.erase();
    leafKeys.erase();
  }

  /**
   * What {@link #restore} takes. It has the private keys in the clear: encrypt it, and erase it.
   */
  public Secret serialize() {
    CipherSuite suite = keyPackage.cipherSuite().getSuite();
    return Storage.store(
        Storage.Kind.KEY_PACKAGE,
        suite,
        shelf -> {
          shelf.open().write(keyPackage);
          initKeys.privateKey().exportTo(shelf.secret());
          leafKeys.privateKey().exportTo(shelf.secret());
        });
  }

  /**
   * The key package that was stored.
   *
   * @throws MalformedException if it is damaged or of an unknown version
   */
  public static OwnKeyPackage restore(Secret stored) {
    return Storage.restore(
        Storage.Kind.KEY_PACKAGE,
        stored,
        (crypto, open, secret) -> {
          KeyPackage keyPackage = KeyPackage.read(open);
          if (keyPackage.cipherSuite().getSuite() != crypto.suite()) {
            throw new MalformedException("a key package stored in another suite than its own");
          }
          return new OwnKeyPackage(
              keyPackage,
              new HpkeKeyPair(keyPackage.initKey(), Secret.copyOf(secret.readVector())),
              new HpkeKeyPair(
                  keyPackage.leafNode().encryptionKey(), Secret.copyOf(secret.readVector())));
        });
  }

  /** With a copy of the leaf's keys, which the group erases when it has replaced them. */
  Joined.Own forJoining() {
    if (initKeys.privateKey().isErased()) {
      throw new MisuseException("this key package was used, or erased");
    }
    Secret copy = leafKeys.privateKey().copy();
    return new Joined.Own(keyPackage, initKeys, new HpkeKeyPair(leafKeys.publicKey(), copy));
  }

  /** It was used: it goes, unless it is of last resort. */
  void used() {
    if (!isLastResort()) {
      erase();
    }
  }

  @Override
  public String toString() {
    return "OwnKeyPackage[" + keyPackage.initKey().value() + "]";
  }
}
