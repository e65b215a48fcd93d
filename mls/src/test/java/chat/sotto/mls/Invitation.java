package chat.sotto.mls;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.crypto.SignatureKeyPair;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.schedule.KeySchedule;
import chat.sotto.mls.schedule.Psk;
import chat.sotto.mls.schedule.Welcomes;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.wire.CipherSuiteId;
import chat.sotto.mls.wire.Extension;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.GroupSecrets;
import chat.sotto.mls.wire.KeyPackage;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.NodeList;
import chat.sotto.mls.wire.TreeNode;
import chat.sotto.mls.wire.Welcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An invitation made by a member who has all keys and says anything with them. Encoded as a byte of
 * flags, the group info, and the secrets of a welcome.
 *
 * @param mended what is made to fit again: {@link #TREE}, {@link #SIGNATURES}, {@link #TAG}
 */
record Invitation(int mended, GroupInfo info, GroupSecrets secrets) {
  /** The tree hash of the context. */
  static final int TREE = 1;

  /** The signatures of leaves and of the group info. */
  static final int SIGNATURES = 2;

  /** The confirmation tag. */
  static final int TAG = 4;

  /** Decodes one; empty if the bytes are none. */
  static Optional<Invitation> read(Bytes bytes) {
    try {
      MlsReader reader = new MlsReader(bytes);
      Invitation read =
          new Invitation(reader.readUint8(), GroupInfo.read(reader), GroupSecrets.read(reader));
      reader.finish();
      return Optional.of(read);
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  byte[] encode() {
    return new MlsWriter().writeUint8(mended).write(info).write(secrets).toByteArray();
  }

  /** With everything that was asked for made to fit. */
  Invitation mend(Stage stage) {
    MlsCrypto crypto = MlsCrypto.of(Stage.SUITE);
    GroupContext context = info.context();
    Extensions extensions = info.extensions();
    try {
      Optional<NodeList> nodes = extensions.find(ExtensionType.RATCHET_TREE, NodeList::read);
      if (nodes.isPresent()) {
        NodeList signed = has(SIGNATURES) ? signed(stage, crypto, nodes.get()) : nodes.get();
        extensions = withTree(extensions, signed);
        if (has(TREE)) {
          context = context.withTreeHash(RatchetTree.of(crypto, signed).treeHash());
        }
      }
    } catch (MalformedException | RejectedException e) {
      // It is no tree; the engine is to find that out.
    }
    Bytes tag =
        has(TAG)
            ? KeySchedule.epochSecrets(crypto, secrets.joinerSecret(), psk(crypto), context)
                .confirmationTag(crypto, context.confirmedTranscriptHash())
            : info.confirmationTag();
    GroupInfo fitting = new GroupInfo(context, extensions, tag, info.signer(), info.signature());
    if (has(SIGNATURES)) {
      SignatureKeyPair signer = stage.client(info.signer().value() == 1 ? "bob" : "alice").signer();
      fitting =
          fitting.withSignature(
              crypto.signWithLabel(signer, GroupInfo.SIGNATURE_LABEL, fitting.toBeSigned()));
    }
    return new Invitation(mended, fitting, secrets);
  }

  private boolean has(int flag) {
    return (mended & flag) != 0;
  }

  private static Secret psk(MlsCrypto crypto) {
    return Psk.combine(crypto, List.of());
  }

  private static Extensions withTree(Extensions extensions, NodeList nodes) {
    List<Extension> list = new ArrayList<>(extensions.list());
    list.replaceAll(
        extension ->
            extension.type().equals(ExtensionType.RATCHET_TREE)
                ? new Extension(ExtensionType.RATCHET_TREE, nodes.encode())
                : extension);
    return new Extensions(list);
  }

  private NodeList signed(Stage stage, MlsCrypto crypto, NodeList nodes) {
    List<Optional<TreeNode>> signed = new ArrayList<>(nodes.nodes());
    for (int i = 0; i < signed.size(); i += 2) {
      if (signed.get(i).orElse(null) instanceof LeafNode leaf) {
        SignatureKeyPair signer = stage.signer(leaf.signatureKey());
        if (signer != null) {
          Bytes content = leaf.toBeSigned(info.context().group(), new LeafIndex(i / 2));
          signed.set(
              i,
              Optional.of(
                  leaf.withSignature(
                      crypto.signWithLabel(signer, LeafNode.SIGNATURE_LABEL, content))));
        }
      }
    }
    return new NodeList(signed);
  }

  /** As a welcome for somebody with a key package. */
  Welcome welcome(KeyPackage keyPackage) {
    MlsCrypto crypto = MlsCrypto.of(Stage.SUITE);
    Secret welcomeSecret = KeySchedule.welcomeSecret(crypto, secrets.joinerSecret(), psk(crypto));
    Bytes sealed = Welcomes.sealGroupInfo(crypto, welcomeSecret, info);
    return new Welcome(
        CipherSuiteId.of(crypto.suite()),
        List.of(
            new Welcome.EncryptedGroupSecrets(
                keyPackage.ref(crypto),
                Welcomes.sealGroupSecrets(crypto, keyPackage.initKey(), sealed, secrets))),
        sealed);
  }
}
