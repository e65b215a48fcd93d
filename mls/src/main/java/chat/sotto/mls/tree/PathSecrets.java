package chat.sotto.mls.tree;

import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import java.util.ArrayList;
import java.util.List;

/**
 * The chain of secrets up a path (RFC 9420 §7.4): each gives the key pair of its node and the next
 * secret; the one after the last is the commit secret.
 *
 * @param secrets of the nodes, from the bottom up
 * @param keyPairs of the nodes
 * @param commitSecret for the key schedule
 */
record PathSecrets(List<Secret> secrets, List<HpkeKeyPair> keyPairs, Secret commitSecret) {
  /**
   * Derives so many from the lowest, which becomes part of the chain: if that fails, it is
   * overwritten with it.
   */
  static PathSecrets derive(MlsCrypto crypto, Secret lowest, int count) {
    List<Secret> chain = new ArrayList<>(count + 1);
    List<HpkeKeyPair> keyPairs = new ArrayList<>(count);
    chain.add(lowest);
    boolean derived = false;
    try {
      for (int i = 0; i < count; i++) {
        keyPairs.add(keyPair(crypto, chain.get(i)));
        chain.add(crypto.deriveSecret(chain.get(i), "path"));
      }
      derived = true;
      return new PathSecrets(List.copyOf(chain.subList(0, count)), keyPairs, chain.get(count));
    } finally {
      if (!derived) {
        chain.forEach(Secret::erase);
        keyPairs.forEach(HpkeKeyPair::erase);
      }
    }
  }

  private static HpkeKeyPair keyPair(MlsCrypto crypto, Secret pathSecret) {
    Secret node = crypto.deriveSecret(pathSecret, "node");
    try {
      return crypto.deriveKeyPair(node);
    } finally {
      node.erase();
    }
  }

  /** Overwrites all that was derived, where nothing of it is of use. */
  void eraseAll() {
    erase();
    keyPairs.forEach(HpkeKeyPair::erase);
    commitSecret.erase();
  }

  /** Overwrites the secrets that only served to derive (RFC 9420 §7.5). */
  void erase() {
    secrets.forEach(Secret::erase);
  }
}
