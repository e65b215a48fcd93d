package chat.sotto.mls.group;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.SignatureKeyPair;
import chat.sotto.mls.wire.Capabilities;
import chat.sotto.mls.wire.Credential;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.LeafNodeSource;

/**
 * Who a client is in its groups: what its leaves say besides their keys.
 *
 * @param signer signs for it
 * @param credential who it claims to be
 * @param capabilities what it supports
 * @param extensions more about it
 */
public record Identity(
    SignatureKeyPair signer,
    Credential credential,
    Capabilities capabilities,
    Extensions extensions) {
  /** A signed leaf for a place in a group. */
  public LeafNode leaf(
      MlsCrypto crypto, GroupId group, LeafIndex index, HpkePublicKey key, LeafNodeSource source) {
    LeafNode unsigned =
        new LeafNode(
            key, signer.publicKey(), credential, capabilities, source, extensions, Bytes.EMPTY);
    return unsigned.withSignature(
        crypto.signWithLabel(signer, LeafNode.SIGNATURE_LABEL, unsigned.toBeSigned(group, index)));
  }
}
