package chat.sotto.mls.group;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.crypto.SignatureKeyPair;
import chat.sotto.mls.crypto.SignaturePublicKey;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.schedule.EpochSecrets;
import chat.sotto.mls.schedule.SecretTree;
import chat.sotto.mls.schedule.Transcript;
import chat.sotto.mls.tree.NodeIndex;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.tree.TreeKeys;
import chat.sotto.mls.tree.TreeMath;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.Capabilities;
import chat.sotto.mls.wire.Credential;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.NodeList;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.TreeNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** States as they are stored. Trees that are much like another one are written as differences. */
public final class StoredState {
  private StoredState() {}

  /**
   * Writes a state.
   *
   * @param like a tree that the reader will have: that of the state before, or none
   */
  public static void write(GroupState state, Optional<RatchetTree> like, Shelf shelf) {
    MlsWriter open = shelf.open();
    writeIdentity(state.identity(), shelf);
    open.write(state.context());
    TreeDifference.write(like.map(RatchetTree::toNodeList), state.tree().toNodeList(), open);
    open.write(state.self()).writeVector(state.confirmationTag());
    open.writeList(state.proposals().messages()).writeOptional(state.continuation());
    writeKeys(state, shelf.secret());
    writeSecrets(state.secrets(), shelf.secret());
    state.messageKeys().exportTo(shelf.secret());
    state.resumption().exportTo(shelf.secret());
    writePast(state, shelf);
  }

  /** Reads a state; what is no secret may be a view of the bytes that are read. */
  public static GroupState read(
      GroupState.Settings settings, Optional<RatchetTree> like, MlsReader open, MlsReader secret) {
    MlsCrypto crypto = settings.crypto();
    Identity identity = readIdentity(crypto, open, secret);
    GroupContext context = GroupContext.read(open);
    RatchetTree tree =
        RatchetTree.of(crypto, TreeDifference.read(like.map(RatchetTree::toNodeList), open));
    LeafIndex self = LeafIndex.read(open);
    if (!tree.treeHash().equals(context.treeHash()) || tree.findLeaf(self).isEmpty()) {
      throw new MalformedException("a stored tree that is not the group's");
    }
    Bytes confirmationTag = open.readVector();
    Proposals proposals = Proposals.of(crypto, open.readList(StoredState::readProposal));
    Optional<Proposal.ReInit> continuation = open.readOptional(StoredState::readReInit);
    TreeKeys keys = readKeys(tree, self, secret);
    Map<HpkePublicKey, ProposedLeaf> proposedLeaves = new LinkedHashMap<>();
    for (ProposedLeaf leaf : secret.readList(r -> readProposed(crypto, identity, r))) {
      proposedLeaves.put(leaf.keys().publicKey(), leaf);
    }
    EpochSecrets secrets = readSecrets(crypto, secret);
    SecretTree messageKeys = SecretTree.read(crypto, settings.limits(), tree.leafCount(), secret);
    ResumptionPsks resumption =
        ResumptionPsks.read(context.group(), settings.resumptionKept(), secret);
    return new GroupState(
        settings,
        identity,
        context,
        tree,
        keys,
        secrets,
        messageKeys,
        Transcript.of(crypto, context.confirmedTranscriptHash(), confirmationTag),
        confirmationTag,
        proposals,
        proposedLeaves,
        resumption,
        readPast(settings, context.epoch(), tree, open, secret),
        continuation);
  }

  private static AuthenticatedContent readProposal(MlsReader reader) {
    AuthenticatedContent proposal = AuthenticatedContent.read(reader);
    if (proposal.content().content() instanceof Proposal) {
      return proposal;
    }
    throw new MalformedException("a stored proposal that is none");
  }

  private static Proposal.ReInit readReInit(MlsReader reader) {
    if (Proposal.read(reader) instanceof Proposal.ReInit reInit) {
      return reInit;
    }
    throw new MalformedException("a stored continuation that is none");
  }

  private static void writeIdentity(Identity identity, Shelf shelf) {
    shelf
        .open()
        .write(identity.signer().publicKey())
        .write(identity.credential())
        .write(identity.capabilities())
        .write(identity.extensions());
    identity.signer().privateKey().exportTo(shelf.secret());
  }

  private static Identity readIdentity(MlsCrypto crypto, MlsReader open, MlsReader secret) {
    return new Identity(
        SignatureKeyPair.of(
            crypto.suite().signature(),
            SignaturePublicKey.read(open),
            Secret.copyOf(secret.readVector())),
        Credential.read(open),
        Capabilities.read(open),
        Extensions.read(open));
  }

  /** The public keys are in the tree. */
  private static void writeKeys(GroupState state, MlsWriter secret) {
    Map<NodeIndex, HpkeKeyPair> keys = state.keys().asMap();
    secret.writeUint8(keys.size());
    keys.forEach((index, pair) -> pair.privateKey().exportTo(secret.writeUint32(index.value())));
    secret.writeList(
        () ->
            state.proposedLeaves().values().stream()
                .map(leaf -> proposed(state.identity(), leaf))
                .iterator());
  }

  /** The signer only if it is another one than the member has now. */
  private static Encodable proposed(Identity identity, ProposedLeaf leaf) {
    SignatureKeyPair signer = leaf.signer();
    Optional<Encodable> another =
        Optional.<Encodable>of(
                writer -> signer.privateKey().exportTo(writer.write(signer.publicKey())))
            .filter(any -> !signer.publicKey().equals(identity.signer().publicKey()));
    return writer -> {
      leaf.keys().privateKey().exportTo(writer.write(leaf.keys().publicKey()));
      writer.writeOptional(another);
    };
  }

  private static ProposedLeaf readProposed(MlsCrypto crypto, Identity identity, MlsReader secret) {
    HpkeKeyPair keys = readPair(crypto, secret);
    return new ProposedLeaf(
        keys, secret.readOptional(r -> readSigner(crypto, r)).orElse(identity.signer()));
  }

  private static SignatureKeyPair readSigner(MlsCrypto crypto, MlsReader secret) {
    // The bytes that are read from are overwritten afterwards.
    SignaturePublicKey publicKey = new SignaturePublicKey(secret.readVector().compact());
    return SignatureKeyPair.of(
        crypto.suite().signature(), publicKey, Secret.copyOf(secret.readVector()));
  }

  private static TreeKeys readKeys(RatchetTree tree, LeafIndex self, MlsReader secret) {
    Map<NodeIndex, HpkeKeyPair> keys = new TreeMap<>();
    int count = secret.readUint8();
    for (int i = 0; i < count; i++) {
      long index = secret.readUint32();
      if (index >= TreeMath.nodeCount(tree.leafCount())) {
        throw new MalformedException("a stored key of no node");
      }
      NodeIndex node = new NodeIndex((int) index);
      HpkePublicKey publicKey =
          tree.findNode(node)
              .map(TreeNode::encryptionKey)
              .orElseThrow(() -> new MalformedException("a stored key of a blank node"));
      keys.put(node, pair(tree.crypto(), publicKey, secret));
    }
    if (!keys.containsKey(NodeIndex.of(self))) {
      throw new MalformedException("the key of the own leaf was not stored");
    }
    return TreeKeys.of(self, keys);
  }

  private static HpkeKeyPair pair(MlsCrypto crypto, HpkePublicKey publicKey, MlsReader secret) {
    Secret privateKey = Secret.copyOf(secret.readVector());
    HpkeKeyPair pair = crypto.keyPair(privateKey);
    privateKey.erase();
    if (!pair.publicKey().equals(publicKey)) {
      throw new MalformedException("a stored private key of another public one");
    }
    return pair;
  }

  private static HpkeKeyPair readPair(MlsCrypto crypto, MlsReader secret) {
    // The bytes that are read from are overwritten afterwards.
    HpkePublicKey publicKey = new HpkePublicKey(secret.readVector().compact());
    return pair(crypto, publicKey, secret);
  }

  /** All but the encryption secret, which lives on in the secret tree. */
  private static void writeSecrets(EpochSecrets secrets, MlsWriter writer) {
    secrets.senderDataSecret().exportTo(writer);
    secrets.exporterSecret().exportTo(writer);
    secrets.externalSecret().exportTo(writer);
    secrets.confirmationKey().exportTo(writer);
    secrets.membershipKey().exportTo(writer);
    secrets.resumptionPsk().exportTo(writer);
    secrets.epochAuthenticator().exportTo(writer);
    secrets.initSecret().exportTo(writer);
  }

  private static EpochSecrets readSecrets(MlsCrypto crypto, MlsReader reader) {
    List<Secret> read = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      read.add(Secret.copyOf(reader.readVector(crypto.hashLength(), "an epoch's secret")));
    }
    Secret encryption = Secret.zeros(0);
    encryption.erase();
    return new EpochSecrets(
        read.get(0),
        encryption,
        read.get(1),
        read.get(2),
        read.get(3),
        read.get(4),
        read.get(5),
        read.get(6),
        read.get(7));
  }

  private static void writePast(GroupState state, Shelf shelf) {
    NodeList now = TreeDifference.leavesOf(state.tree());
    shelf.open().writeUint16(state.past().list().size());
    for (PastEpochs.Past past : state.past().list()) {
      shelf.open().write(past.context());
      TreeDifference.write(Optional.of(now), TreeDifference.leavesOf(past.tree()), shelf.open());
      past.senderDataSecret().exportTo(shelf.secret());
      past.messageKeys().exportTo(shelf.secret());
    }
  }

  private static PastEpochs readPast(
      GroupState.Settings settings,
      Epoch present,
      RatchetTree tree,
      MlsReader open,
      MlsReader secret) {
    MlsCrypto crypto = settings.crypto();
    NodeList now = TreeDifference.leavesOf(tree);
    int count = open.readUint16();
    // Each is little to read and a whole tree to make.
    if (count > PastEpochs.MOST) {
      throw new MalformedException(count + " stored epochs");
    }
    List<PastEpochs.Past> list = new ArrayList<>();
    Optional<Epoch> before = Optional.empty();
    for (int i = 0; i < count; i++) {
      GroupContext context = GroupContext.read(open);
      if (context.epoch().compareTo(present) >= 0
          || before.filter(epoch -> epoch.compareTo(context.epoch()) >= 0).isPresent()) {
        throw new MalformedException("stored epochs out of order");
      }
      before = Optional.of(context.epoch());
      RatchetTree then = RatchetTree.of(crypto, TreeDifference.read(Optional.of(now), open));
      list.add(
          new PastEpochs.Past(
              context,
              then,
              Secret.copyOf(secret.readVector(crypto.hashLength(), "an epoch's secret")),
              SecretTree.read(crypto, settings.limits(), then.leafCount(), secret)));
    }
    return new PastEpochs(list);
  }
}
