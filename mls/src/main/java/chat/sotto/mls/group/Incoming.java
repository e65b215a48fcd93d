package chat.sotto.mls.group;

import chat.sotto.mls.crypto.SignaturePublicKey;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.framing.ContentSignature;
import chat.sotto.mls.framing.PrivateMessages;
import chat.sotto.mls.framing.PublicMessages;
import chat.sotto.mls.schedule.SecretTree;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.Commit;
import chat.sotto.mls.wire.ContentType;
import chat.sotto.mls.wire.Epoch;
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

/**
 * A message of the current epoch out of its envelope, its sender known (RFC 9420 §6). Nothing is
 * used up until it is accepted.
 *
 * @param before the state in which it came
 * @param content what it says
 * @param taken its key, if it was encrypted
 */
public record Incoming(
    GroupState before, AuthenticatedContent content, Optional<SecretTree.Taken> taken) {
  /** The state to go on with; the message's key is gone. */
  public GroupState accept() {
    if (taken.isEmpty()) {
      return before;
    }
    SecretTree after = taken.get().accept();
    return content.content().epoch().equals(before.context().epoch())
        ? before.withMessageKeys(after)
        : before.withPastMessageKeys(content.content().epoch(), after);
  }

  /** Opens a message that is only signed. */
  public static Incoming open(GroupState state, PublicMessage message) {
    checkPlace(state, message.content().group(), message.content().epoch());
    AuthenticatedContent content =
        PublicMessages.unprotect(
            state.crypto(), state.secrets().membershipKey(), message, state.context());
    verify(state, content);
    return new Incoming(state, content, Optional.empty());
  }

  /**
   * Opens a message that is encrypted. Messages of the application may be of an epoch that was
   * left, if that is kept.
   */
  public static Incoming open(GroupState state, PrivateMessage message) {
    if (message.group().equals(state.context().group())
        && message.contentType() == ContentType.APPLICATION) {
      Optional<PastEpochs.Past> past = state.past().find(message.epoch());
      if (past.isPresent()) {
        return openLate(state, past.get(), message);
      }
    }
    checkPlace(state, message.group(), message.epoch());
    PrivateMessages.Unprotected opened =
        PrivateMessages.unprotect(
            state.crypto(),
            state.secrets().senderDataSecret(),
            state.messageKeys(),
            message,
            leaf -> state.tree().findLeaf(leaf).isPresent());
    verify(state, opened.content());
    return new Incoming(state, opened.content(), Optional.of(opened.taken()));
  }

  private static Incoming openLate(GroupState state, PastEpochs.Past past, PrivateMessage message) {
    PrivateMessages.Unprotected opened =
        PrivateMessages.unprotect(
            state.crypto(),
            past.senderDataSecret(),
            past.messageKeys(),
            message,
            leaf -> past.tree().findLeaf(leaf).isPresent());
    Sender.Member sender = (Sender.Member) opened.content().content().sender();
    ContentSignature.verify(
        state.crypto(),
        past.tree().getLeaf(sender.leaf()).signatureKey(),
        opened.content(),
        past.context());
    return new Incoming(state, opened.content(), Optional.of(opened.taken()));
  }

  private static void checkPlace(GroupState state, GroupId group, Epoch epoch) {
    if (!group.equals(state.context().group())) {
      throw new RejectedException(Check.MESSAGE_GROUP);
    }
    if (epoch.compareTo(state.context().epoch()) > 0) {
      throw new UnavailableException(
          UnavailableException.What.EPOCH, "the message is of an epoch that has not come");
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
      List<ExternalSender> senders = ExternalSender.in(state.context().extensions());
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
