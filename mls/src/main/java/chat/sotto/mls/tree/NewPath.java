package chat.sotto.mls.tree;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.EngineException;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.LeafNodeSource;
import chat.sotto.mls.wire.LeafSet;
import chat.sotto.mls.wire.TreeNode;
import chat.sotto.mls.wire.UpdatePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A committer's side of TreeKEM (RFC 9420 §7.4, §7.5). It has two halves, because the secrets are
 * encrypted in a context that contains the hash of the tree with the new keys: first the tree is
 * made, then the secrets are encrypted.
 */
public final class NewPath {
  /** Label of the encryption of path secrets. */
  static final String LABEL = "UpdatePathNode";

  private final DirectPath path;
  private final PathSecrets secrets;
  private final RatchetTree tree;
  private final LeafNode leaf;
  private final TreeKeys keys;

  private NewPath(
      DirectPath path, PathSecrets secrets, RatchetTree tree, LeafNode leaf, TreeKeys keys) {
    this.path = path;
    this.secrets = secrets;
    this.tree = tree;
    this.leaf = leaf;
    this.keys = keys;
  }

  /** Makes and signs the committer's new leaf, given its new key and where it came from. */
  @FunctionalInterface
  public interface LeafMaker {
    /** The signed leaf. */
    LeafNode make(HpkePublicKey key, LeafNodeSource source);
  }

  /**
   * New keys from the sender's leaf to the root.
   *
   * @param tree with the commit's proposals applied, and with room for the sender
   * @param sender the committer
   * @param maker makes its leaf
   */
  public static NewPath generate(RatchetTree tree, LeafIndex sender, LeafMaker maker) {
    return generate(tree, sender, tree.crypto().randomSecret(), maker);
  }

  /** The same from a lowest secret, which becomes part of it and is overwritten with it. */
  static NewPath generate(RatchetTree tree, LeafIndex sender, Secret lowest, LeafMaker maker) {
    DirectPath path = DirectPath.of(tree, sender);
    PathSecrets secrets = PathSecrets.derive(tree.crypto(), lowest, path.steps().size());
    boolean made = false;
    try {
      NewPath generated = withLeaf(path, secrets, sender, tree.crypto().generateKeyPair(), maker);
      made = true;
      return generated;
    } finally {
      if (!made) {
        secrets.eraseAll();
      }
    }
  }

  private static NewPath withLeaf(
      DirectPath path,
      PathSecrets secrets,
      LeafIndex sender,
      HpkeKeyPair leafKeys,
      LeafMaker maker) {
    boolean made = false;
    try {
      DirectPath.Keyed keyed =
          path.withKeys(secrets.keyPairs().stream().map(HpkeKeyPair::publicKey).toList());
      LeafNode leaf =
          maker.make(leafKeys.publicKey(), new LeafNodeSource.Commit(keyed.leafParentHash()));
      TreeKeys keys = TreeKeys.of(sender, leafKeys).with(path.steps(), 0, secrets.keyPairs());
      NewPath generated = new NewPath(path, secrets, keyed.merge(leaf), leaf, keys);
      made = true;
      return generated;
    } finally {
      if (!made) {
        leafKeys.erase();
      }
    }
  }

  /** The tree with the new keys in it. */
  public RatchetTree tree() {
    return tree;
  }

  /** The committer's private keys from now on. */
  public TreeKeys keys() {
    return keys;
  }

  /** What the key schedule takes from the path. */
  public Secret commitSecret() {
    return secrets.commitSecret();
  }

  /**
   * Encrypts each path secret to those below who are not on the path.
   *
   * @param context the provisional group context, with the hash of {@link #tree}
   * @param added leaves that the same commit adds; they get their secret in the welcome
   */
  public UpdatePath encrypt(GroupContext context, LeafSet added) {
    MlsCrypto crypto = tree.crypto();
    Bytes encoded = context.encode();
    List<UpdatePath.Node> nodes = new ArrayList<>(path.steps().size());
    for (int i = 0; i < path.steps().size(); i++) {
      List<HpkePublicKey> recipients = new ArrayList<>();
      for (Subtree recipient : path.steps().get(i).recipients(added)) {
        TreeNode node = recipient.node();
        if (node == null) {
          throw new EngineException("a blank node in a resolution");
        }
        recipients.add(node.encryptionKey());
      }
      byte[] secret = secrets.secrets().get(i).exportBytes();
      try {
        nodes.add(
            new UpdatePath.Node(
                secrets.keyPairs().get(i).publicKey(),
                crypto.encryptWithLabel(recipients, LABEL, encoded, secret)));
      } finally {
        Arrays.fill(secret, (byte) 0);
      }
    }
    return new UpdatePath(leaf, nodes);
  }

  /** A copy of the secret of the lowest node above a new member, for its welcome. */
  public Optional<Secret> pathSecretFor(LeafIndex member) {
    int step = path.stepAbove(member);
    return step < 0 ? Optional.empty() : Optional.of(secrets.secrets().get(step).copy());
  }

  /** Overwrites all that was made for this path, when nothing comes of it. */
  public void discard() {
    secrets.eraseAll();
    keys.leafKeys().erase();
  }

  /** Overwrites the path secrets, when path and welcomes are made. */
  public void erasePathSecrets() {
    secrets.erase();
  }
}
