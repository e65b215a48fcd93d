package chat.sotto.mls.port;

import chat.sotto.mls.wire.ExternalSender;
import chat.sotto.mls.wire.LeafNode;

/**
 * The Authentication Service of RFC 9420 §5.3.1: whether members are who they claim to be, which
 * only the application can know. Asked whenever a credential is new to the group. It must not block
 * for long and must answer the same for the same question, or members will disagree.
 */
public interface CredentialPolicy {
  /** Whether the credential of a member, or of somebody who is to become one, goes with its key. */
  boolean accepts(LeafNode member);

  /** Whether a member may replace its leaf by another one, which is accepted by itself already. */
  boolean acceptsSuccessor(LeafNode old, LeafNode replacement);

  /** Whether two leaves are of the same client, who is in a group at most once. */
  boolean sameClient(LeafNode one, LeafNode other);

  /** Whether somebody outside the group may be listed among those who propose. */
  boolean accepts(ExternalSender sender);
}
