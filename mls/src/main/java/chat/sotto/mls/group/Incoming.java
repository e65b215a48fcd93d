package chat.sotto.mls.group;

import chat.sotto.mls.crypto.SignaturePublicKey;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.framing.ContentSignature;
import chat.sotto.mls.framing.PrivateMessages;
import chat.sotto.mls.framing.PublicMessages;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.Commit;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.ExternalSender;
import chat.sotto.mls.wire.FramedContent;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.PrivateMessage;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.PublicMessage;
import chat.sotto.mls.wire.Sender;
import java.util.List;
import java.util.Optional;

/** A message of the current epoch out of its envelope, its sender known (RFC 9420 §6). */
record Incoming(GroupState state, AuthenticatedContent content) {
  static Incoming open(GroupState state, PublicMessage message) {
    checkPlace(state, message.content().group(), message.content().epoch());
    AuthenticatedContent content =
        PublicMessages.unprotect(
            state.crypto(), state.secrets().membershipKey(), message, state.context());
    verify(state, content);
    return new Incoming(state, content);
  }

  static Incoming open(GroupState state, PrivateMessage message) {
    checkPlace(state, message.group(), message.epoch());
    PrivateMessages.Unprotected opened =
        PrivateMessages.unprotect(
            state.crypto(),
            state.secrets().senderDataSecret(),
            state.messageKeys(),
            message,
            leaf -> state.tree().findLeaf(leaf).isPresent());
    verify(state, opened.content());
    return new Incoming(state.withMessageKeys(opened.taken().accept()), opened.content());
  }

  private static void checkPlace(GroupState state, GroupId group, Epoch epoch) {
    if (!group.equals(state.context().group())) {
      throw new RejectedException(Check.MESSAGE_GROUP);
    }
    if (!epoch.equals(state.context().epoch())) {
      throw new RejectedException(Check.MESSAGE_EPOCH);
    }
  }

  private static void verify(GroupState state, AuthenticatedContent message) {
    ContentSignature.verify(
        state.crypto(), senderKey(state, message.content()), message, state.context());
  }

  /** The key that the sender signs with (§6.1). */
  private static SignaturePublicKey senderKey(GroupState state, FramedContent message) {
    Sender sender = message.sender();
    if (sender instanceof Sender.Member member) {
      return state
          .tree()
          .findLeaf(member.leaf())
          .map(LeafNode::signatureKey)
          .orElseThrow(() -> new RejectedException(Check.SENDER_LEAF));
    }
    if (sender instanceof Sender.External external) {
      List<ExternalSender> senders =
          state
              .context()
              .extensions()
              .find(ExtensionType.EXTERNAL_SENDERS, reader -> reader.readList(ExternalSender::read))
              .orElse(List.of());
      if (Integer.compareUnsigned(external.senderIndex(), senders.size()) >= 0) {
        throw new RejectedException(Check.EXTERNAL_SENDER);
      }
      return senders.get(external.senderIndex()).signatureKey();
    }
    Optional<LeafNode> leaf =
        message.content() instanceof Proposal.Add add
            ? Optional.of(add.keyPackage().leafNode())
            : message.content() instanceof Commit commit
                ? commit.path().map(path -> path.leafNode())
                : Optional.empty();
    return leaf.map(LeafNode::signatureKey)
        .orElseThrow(() -> new RejectedException(Check.COMMIT_PATH));
  }
}
