package chat.sotto.mls.validation;

import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.wire.Extension;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.KeyPackage;

/** Whether a key package may be used to add its client to a group (RFC 9420 §10.1). */
public final class KeyPackageRules {
  private KeyPackageRules() {}

  /** Checks a key package, and the leaf in it. */
  public static void check(
      MlsCrypto crypto, ValidationPolicy policy, GroupContext group, KeyPackage keyPackage) {
    if (!keyPackage.version().equals(group.version())
        || !keyPackage.cipherSuite().equals(group.cipherSuite())) {
      throw new RejectedException(Check.KEY_PACKAGE_SUITE);
    }
    if (keyPackage.initKey().equals(keyPackage.leafNode().encryptionKey())) {
      throw new RejectedException(Check.KEY_PACKAGE_INIT_KEY);
    }
    if (!crypto.isPublicKey(keyPackage.initKey())) {
      throw new RejectedException(Check.KEY_PACKAGE_KEM_KEY);
    }
    if (!crypto.verifyWithLabel(
        keyPackage.leafNode().signatureKey(),
        KeyPackage.SIGNATURE_LABEL,
        keyPackage.toBeSigned(),
        keyPackage.signature())) {
      throw new RejectedException(Check.KEY_PACKAGE_SIGNATURE);
    }
    for (Extension extension : keyPackage.extensions().list()) {
      if (!keyPackage.leafNode().capabilities().supports(extension.type())) {
        throw new RejectedException(Check.KEY_PACKAGE_EXTENSIONS);
      }
    }
    new LeafRules(crypto, policy, group).checkInKeyPackage(keyPackage.leafNode());
  }
}
