package chat.sotto.mls;

import chat.sotto.mls.crypto.SignaturePublicKey;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.wire.Credential;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A member of a group.
 *
 * @param index its place, which stays the same while it is a member
 * @param leaf what it says about itself
 */
public record Member(LeafIndex index, LeafNode leaf) {
  /** Who it is. */
  public Credential credential() {
    return leaf.credential();
  }

  /** What it signs with. */
  public SignaturePublicKey signatureKey() {
    return leaf.signatureKey();
  }

  static Member at(RatchetTree tree, LeafIndex index) {
    return new Member(index, tree.getLeaf(index));
  }

  static List<Member> of(RatchetTree tree) {
    List<Member> members = new ArrayList<>(tree.memberCount());
    tree.forEachMember((index, leaf) -> members.add(new Member(index, leaf)));
    return List.copyOf(members);
  }
}
