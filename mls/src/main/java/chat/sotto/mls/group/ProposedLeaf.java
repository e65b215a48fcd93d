package chat.sotto.mls.group;

import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.SignatureKeyPair;
import chat.sotto.mls.wire.LeafNode;

/**
 * The private side of an own Update proposal, for the case that somebody commits it. The rest is in
 * the proposal.
 *
 * @param keys of the leaf
 * @param signer what this member signs with from then on
 */
public record ProposedLeaf(HpkeKeyPair keys, SignatureKeyPair signer) {
  /** Who this member is with the leaf that it proposed. */
  Identity identity(LeafNode leaf) {
    return new Identity(signer, leaf.credential(), leaf.capabilities(), leaf.extensions());
  }
}
