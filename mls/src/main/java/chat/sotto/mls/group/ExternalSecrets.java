package chat.sotto.mls.group;

import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.tree.NewPath;

/**
 * What is secret about an external commit while it is made.
 *
 * @param init what the new epoch begins with
 * @param path the joiner's new keys
 */
record ExternalSecrets(MlsCrypto.ExternalInitSecret init, NewPath path) {
  static ExternalSecrets generate(ExternalPlan plan) {
    MlsCrypto.ExternalInitSecret init = plan.settings().crypto().externalInit(plan.externalKey());
    boolean made = false;
    try {
      NewPath path =
          OwnCommit.newPath(
              plan.identity(), plan.context(), plan.room().tree(), plan.room().index());
      made = true;
      return new ExternalSecrets(init, path);
    } finally {
      if (!made) {
        init.initSecret().erase();
      }
    }
  }

  /** Overwrites what only served to make the commit. */
  void erase() {
    init.initSecret().erase();
    path.erasePathSecrets();
  }

  /** Overwrites all of it, when nothing comes of the commit. */
  void discard() {
    init.initSecret().erase();
    path.discard();
  }
}
