package chat.sotto.mls.group;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.validation.ProposalRules;
import chat.sotto.mls.validation.TreeRules;
import chat.sotto.mls.wire.Extension;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.NodeList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The public state of a group, made and verified (RFC 9420 §12.4.3). */
public final class GroupInfos {
  private GroupInfos() {}

  /** Signed by this member, with the tree and perhaps with the key for external commits. */
  public static GroupInfo make(GroupState state, boolean externalJoins) {
    MlsCrypto crypto = state.crypto();
    List<Extension> extensions = new ArrayList<>();
    extensions.add(new Extension(ExtensionType.RATCHET_TREE, state.tree().toNodeList().encode()));
    if (externalJoins) {
      HpkeKeyPair external = state.secrets().externalKeyPair(crypto);
      extensions.add(new Extension(ExtensionType.EXTERNAL_PUB, external.publicKey().encode()));
      external.erase();
    }
    GroupInfo unsigned =
        new GroupInfo(
            state.context(),
            Grease.among(extensions),
            state.confirmationTag(),
            state.self(),
            Bytes.EMPTY);
    return unsigned.withSignature(
        crypto.signWithLabel(
            state.identity().signer(), GroupInfo.SIGNATURE_LABEL, unsigned.toBeSigned()));
  }

  /** The tree of a group info, or one that came separately; checked against nothing yet. */
  private static RatchetTree tree(
      MlsCrypto crypto, GroupInfo info, Optional<NodeList> separateTree) {
    return RatchetTree.of(
        crypto,
        info.extensions()
            .find(ExtensionType.RATCHET_TREE, NodeList::read)
            .or(() -> separateTree)
            .orElseThrow(() -> new RejectedException(Check.TREE_HASH)));
  }

  /**
   * The tree of a group that is being joined, with all that a joiner checks of the two (§12.4.3.1).
   */
  static RatchetTree checkedTree(
      GroupState.Settings settings, GroupInfo info, Optional<NodeList> separateTree) {
    MlsCrypto crypto = settings.crypto();
    RatchetTree tree = tree(crypto, info, separateTree);
    checkSignature(crypto, info, tree);
    TreeRules.checkJoined(crypto, settings.policy(), info.context(), tree);
    ProposalRules.checkExternalSenders(settings.policy(), info.context().extensions());
    return tree;
  }

  /** Whether a member signed it. */
  private static void checkSignature(MlsCrypto crypto, GroupInfo info, RatchetTree tree) {
    boolean valid =
        tree.findLeaf(info.signer())
            .filter(
                signer ->
                    crypto.verifyWithLabel(
                        signer.signatureKey(),
                        GroupInfo.SIGNATURE_LABEL,
                        info.toBeSigned(),
                        info.signature()))
            .isPresent();
    if (!valid) {
      throw new RejectedException(Check.GROUP_INFO_SIGNATURE);
    }
  }
}
