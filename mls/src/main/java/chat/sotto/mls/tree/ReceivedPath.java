package chat.sotto.mls.tree;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNodeSource;
import chat.sotto.mls.wire.LeafSet;
import chat.sotto.mls.wire.UpdatePath;
import java.util.Arrays;
import java.util.List;

/**
 * A receiver's side of TreeKEM (RFC 9420 §7.5): first the tree is merged, then a secret decrypted.
 */
public final class ReceivedPath {
  private final DirectPath path;
  private final UpdatePath received;
  private final RatchetTree tree;
  private final LeafIndex sender;

  private ReceivedPath(DirectPath path, UpdatePath received, RatchetTree tree, LeafIndex sender) {
    this.path = path;
    this.received = received;
    this.tree = tree;
    this.sender = sender;
  }

  /**
   * Merges the public keys of a path into the tree.
   *
   * @param tree with the commit's proposals applied, and with room for the sender
   * @param sender the committer
   * @param added leaves that the same commit adds
   * @throws RejectedException if the path has another shape than the tree, brings keys that the
   *     tree has, or its leaf has another parent hash
   */
  public static ReceivedPath merge(
      RatchetTree tree, LeafIndex sender, UpdatePath received, LeafSet added) {
    DirectPath path = DirectPath.of(tree, sender);
    List<DirectPath.Step> steps = path.steps();
    // §7.6: one node for each step, one ciphertext for each recipient.
    if (received.nodes().size() != steps.size()) {
      throw new RejectedException(Check.PATH_LENGTH);
    }
    for (int i = 0; i < steps.size(); i++) {
      if (received.nodes().get(i).encryptedPathSecret().size()
          != steps.get(i).recipients(added).size()) {
        throw new RejectedException(Check.PATH_RECIPIENTS);
      }
    }
    List<HpkePublicKey> keys =
        received.nodes().stream().map(UpdatePath.Node::encryptionKey).toList();
    // §7.5: the parent hash of the leaf covers the path.
    DirectPath.Keyed keyed = path.withKeys(keys);
    if (!(received.leafNode().source() instanceof LeafNodeSource.Commit commit)
        || !commit.parentHash().equals(keyed.leafParentHash())) {
      throw new RejectedException(Check.PATH_PARENT_HASH);
    }
    return new ReceivedPath(path, received, keyed.merge(received.leafNode()), sender);
  }

  /** The tree with the new keys in it. */
  public RatchetTree tree() {
    return tree;
  }

  /**
   * What a receiver gets out of a path.
   *
   * @param pathSecret of the lowest node above both
   * @param commitSecret for the key schedule
   * @param keys the receiver's private keys from now on
   */
  public record Opened(Secret pathSecret, Secret commitSecret, TreeKeys keys) {}

  /**
   * Decrypts the secret that is meant for a member and derives those above it.
   *
   * @param keys the private keys of the member, those of nodes that are no more left out
   * @param context the provisional group context, with the hash of {@link #tree}
   * @param added leaves that the same commit adds
   * @throws RejectedException if the secret is not genuine or leads to other keys than announced
   */
  public Opened open(TreeKeys keys, GroupContext context, LeafSet added) {
    int step = path.stepAbove(keys.self());
    if (step < 0 || keys.self().equals(sender)) {
      throw new UnavailableException(
          UnavailableException.What.PRIVATE_KEY, "this path is from or not for this member");
    }
    MlsCrypto crypto = tree.crypto();
    List<Subtree> recipients = path.steps().get(step).recipients(added);
    for (int i = 0; i < recipients.size(); i++) {
      HpkeKeyPair pair = keys.find(recipients.get(i).index()).orElse(null);
      if (pair != null) {
        return derive(crypto, keys, step, decrypt(crypto, pair, step, i, context.encode()));
      }
    }
    throw new UnavailableException(
        UnavailableException.What.PRIVATE_KEY, "no secret of this path is for this member");
  }

  private Secret decrypt(
      MlsCrypto crypto, HpkeKeyPair pair, int step, int recipient, Bytes context) {
    byte[] secret =
        crypto
            .decryptWithLabel(
                pair,
                NewPath.LABEL,
                context,
                received.nodes().get(step).encryptedPathSecret().get(recipient))
            .orElseThrow(() -> new RejectedException(Check.PATH_SECRET));
    if (secret.length != crypto.hashLength()) {
      Arrays.fill(secret, (byte) 0);
      throw new RejectedException(Check.PATH_SECRET);
    }
    return Secret.owning(secret);
  }

  private Opened derive(MlsCrypto crypto, TreeKeys keys, int step, Secret pathSecret) {
    int count = path.steps().size() - step;
    PathSecrets derived = PathSecrets.derive(crypto, pathSecret, count);
    for (int i = 0; i < count; i++) {
      HpkePublicKey announced = received.nodes().get(step + i).encryptionKey();
      if (!derived.keyPairs().get(i).publicKey().equals(announced)) {
        derived.eraseAll();
        throw new RejectedException(Check.PATH_KEYS);
      }
    }
    Secret lowest = pathSecret.copy();
    derived.erase();
    return new Opened(
        lowest,
        derived.commitSecret(),
        keys.retainedIn(tree).with(path.steps(), step, derived.keyPairs()));
  }
}
