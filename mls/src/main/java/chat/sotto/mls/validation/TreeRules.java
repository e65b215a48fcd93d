package chat.sotto.mls.validation;

import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.SignaturePublicKey;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.port.CredentialPolicy;
import chat.sotto.mls.tree.NodeIndex;
import chat.sotto.mls.tree.ParentHashes;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.tree.TreeMath;
import chat.sotto.mls.wire.CredentialType;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.LeafSet;
import chat.sotto.mls.wire.ParentNode;
import chat.sotto.mls.wire.TreeNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a tree is valid: as a group's members stand to each other, and as a whole on joining. */
public final class TreeRules {
  private TreeRules() {}

  /**
   * What has to hold in the tree of every epoch (RFC 9420 §7.3, §12.2, §12.4.3.1): what somebody
   * who joins later would refuse, nobody may bring in. Compares only, and so costs little even
   * where it looks at everybody.
   */
  public static void checkMembers(RatchetTree tree) {
    Set<SignaturePublicKey> signatureKeys = new HashSet<>();
    Set<HpkePublicKey> encryptionKeys = new HashSet<>();
    Set<CredentialType> credentialTypes = new HashSet<>();
    tree.forEachMember(
        (index, leaf) -> {
          if (!signatureKeys.add(leaf.signatureKey())) {
            throw new RejectedException(Check.LEAF_SIGNATURE_KEY_UNIQUE);
          }
          if (!encryptionKeys.add(leaf.encryptionKey())) {
            throw new RejectedException(Check.LEAF_ENCRYPTION_KEY_UNIQUE);
          }
          credentialTypes.add(leaf.credential().type());
        });
    tree.forEachMember(
        (index, leaf) -> {
          for (CredentialType type : credentialTypes) {
            if (!leaf.capabilities().supports(type)) {
              throw new RejectedException(Check.LEAF_CREDENTIAL_TYPES);
            }
          }
        });
    tree.forEachParent(
        (index, parent) -> {
          if (!encryptionKeys.add(parent.encryptionKey())) {
            throw new RejectedException(Check.TREE_PARENT_KEY_UNIQUE);
          }
        });
  }

  /**
   * Whether a leaf that is new in its place is its client's only one (§12.2): by external commit or
   * a new credential one becomes nobody who is a member already.
   *
   * @param tree with the leaf in it
   * @param before what was in its place, if it was its client's
   */
  public static void checkOnlyClient(
      CredentialPolicy credentials,
      RatchetTree tree,
      LeafIndex index,
      LeafNode leaf,
      Optional<LeafNode> before) {
    if (before.filter(old -> sameIdentity(old, leaf)).isPresent()) {
      return;
    }
    tree.forEachMember(
        (place, member) -> {
          if (!place.equals(index) && credentials.sameClient(member, leaf)) {
            throw new RejectedException(Check.LEAF_SAME_CLIENT);
          }
        });
  }

  private static boolean sameIdentity(LeafNode one, LeafNode other) {
    return one.credential().equals(other.credential())
        && one.signatureKey().equals(other.signatureKey());
  }

  /** Whether all members support a group context, which a commit may have changed (§12.1.7). */
  public static void checkSupport(
      MlsCrypto crypto, ValidationPolicy policy, GroupContext group, RatchetTree tree) {
    LeafRules rules = new LeafRules(crypto, policy, group);
    tree.forEachMember((index, leaf) -> rules.checkCompatible(leaf));
  }

  /** The tree of a group that is being joined (RFC 9420 §12.4.3.1). */
  public static void checkJoined(
      MlsCrypto crypto, ValidationPolicy policy, GroupContext group, RatchetTree tree) {
    if (!tree.treeHash().equals(group.treeHash())) {
      throw new RejectedException(Check.TREE_HASH);
    }
    // Unmerged leaves first: resolutions, which parent hashes need, rely on them.
    checkUnmerged(tree);
    ParentHashes.verify(tree);
    List<LeafRules.Placed> leaves = new ArrayList<>(tree.memberCount());
    tree.forEachMember((index, leaf) -> leaves.add(new LeafRules.Placed(leaf, index)));
    new LeafRules(crypto, policy, group).checkInTree(leaves);
    checkMembers(tree);
    checkKeys(crypto, tree);
  }

  private static void checkUnmerged(RatchetTree tree) {
    tree.forEachParent(
        (index, parent) -> {
          for (int i = 0; i < parent.unmergedLeaves().size(); i++) {
            if (!unmergedUpTo(tree, index, new LeafIndex(parent.unmergedLeaves().at(i)))) {
              throw new RejectedException(Check.TREE_UNMERGED);
            }
          }
        });
  }

  /**
   * Whether a leaf is a member below a node, and listed in all nodes between that are not blank.
   */
  private static boolean unmergedUpTo(RatchetTree tree, NodeIndex top, LeafIndex leaf) {
    if (tree.findLeaf(leaf).isEmpty()) {
      return false;
    }
    Optional<NodeIndex> at = TreeMath.parent(NodeIndex.of(leaf), tree.leafCount());
    while (at.isPresent() && !at.get().equals(top)) {
      if (tree.findNode(at.get()).filter(node -> !lists(node, leaf)).isPresent()) {
        return false;
      }
      at = TreeMath.parent(at.get(), tree.leafCount());
    }
    return at.isPresent();
  }

  private static boolean lists(TreeNode node, LeafIndex leaf) {
    return node instanceof ParentNode parent && listed(parent.unmergedLeaves(), leaf);
  }

  private static boolean listed(LeafSet unmerged, LeafIndex leaf) {
    return unmerged.contains(leaf.value());
  }

  private static void checkKeys(MlsCrypto crypto, RatchetTree tree) {
    tree.forEachParent(
        (index, parent) -> {
          if (!crypto.isPublicKey(parent.encryptionKey())) {
            throw new RejectedException(Check.TREE_KEM_KEYS);
          }
        });
  }
}
