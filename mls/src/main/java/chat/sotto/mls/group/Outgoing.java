package chat.sotto.mls.group;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.error.UnavailableException;
import chat.sotto.mls.framing.ContentSignature;
import chat.sotto.mls.framing.PrivateMessages;
import chat.sotto.mls.framing.PublicMessages;
import chat.sotto.mls.tree.RatchetTree;
import chat.sotto.mls.validation.ProposalRules;
import chat.sotto.mls.validation.Proposed;
import chat.sotto.mls.validation.TreeRules;
import chat.sotto.mls.validation.ValidationPolicy;
import chat.sotto.mls.wire.ApplicationData;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.Content;
import chat.sotto.mls.wire.FramedContent;
import chat.sotto.mls.wire.FramedContentAuthData;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.LeafIndex;
import chat.sotto.mls.wire.LeafNode;
import chat.sotto.mls.wire.LeafNodeSource;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.Sender;
import chat.sotto.mls.wire.WireFormat;
import java.util.Optional;

/**
 * A member's message in its envelope.
 *
 * @param state to go on with
 * @param message what is sent
 */
public record Outgoing(GroupState state, MlsMessage message) {
  /** How a message travels. */
  public record Form(WireFormat format, int padding) {
    /** Signed. */
    public static final Form PUBLIC = new Form(WireFormat.PUBLIC_MESSAGE, 0);

    /** Signed and encrypted. */
    public static final Form PRIVATE = new Form(WireFormat.PRIVATE_MESSAGE, 0);
  }

  static FramedContent framed(GroupState state, Bytes authenticatedData, Content content) {
    return new FramedContent(
        state.context().group(),
        state.context().epoch(),
        new Sender.Member(state.self()),
        authenticatedData,
        content);
  }

  static Bytes signature(GroupState state, Form form, FramedContent content) {
    return ContentSignature.sign(
        state.crypto(), state.identity().signer(), form.format(), content, state.context());
  }

  static Outgoing protect(
      GroupState state, Form form, FramedContent content, FramedContentAuthData auth) {
    MlsCrypto crypto = state.crypto();
    AuthenticatedContent message = new AuthenticatedContent(form.format(), content, auth);
    if (form.format() == WireFormat.PUBLIC_MESSAGE) {
      return new Outgoing(
          state,
          new MlsMessage(
              PublicMessages.protect(
                  crypto, state.secrets().membershipKey(), message, state.context())));
    }
    PrivateMessages.Protected made =
        PrivateMessages.protect(
            crypto,
            state.secrets().senderDataSecret(),
            state.messageKeys(),
            message,
            form.padding());
    return new Outgoing(state.withMessageKeys(made.after()), new MlsMessage(made.message()));
  }

  /**
   * Sends data of the application, which is always encrypted.
   *
   * @throws MisuseException if proposals of others than strangers wait
   */
  public static Outgoing send(GroupState state, int padding, Bytes authenticatedData, Bytes data) {
    state.requireOpen();
    Waiting.requireNone(state);
    Form form = new Form(WireFormat.PRIVATE_MESSAGE, padding);
    FramedContent content = framed(state, authenticatedData, new ApplicationData(data));
    return protect(
        state,
        form,
        content,
        new FramedContentAuthData(signature(state, form, content), Optional.empty()));
  }

  /**
   * Proposes a new leaf of this member, with new keys and perhaps another identity.
   *
   * @throws RejectedException if the others would refuse it
   * @throws UnavailableException if there is no room for it
   */
  public static Outgoing proposeUpdate(GroupState state, Form form, Identity identity) {
    MlsCrypto crypto = state.crypto();
    GroupId group = state.context().group();
    HpkeKeyPair keys = crypto.generateKeyPair();
    boolean proposed = false;
    try {
      LeafNode leaf =
          identity.leaf(crypto, group, state.self(), keys.publicKey(), new LeafNodeSource.Update());
      Proposal.Update update = new Proposal.Update(leaf);
      checkUpdate(state, update);
      Outgoing out =
          propose(state.withProposedLeaf(new ProposedLeaf(keys, identity.signer())), form, update);
      proposed = true;
      return out;
    } finally {
      if (!proposed) {
        keys.erase();
      }
    }
  }

  /** What every member will check when it comes, or when somebody commits it by itself. */
  private static void checkUpdate(GroupState state, Proposal.Update update) {
    ValidationPolicy policy = state.settings().policy();
    LeafIndex self = state.self();
    new ProposalRules(state.crypto(), policy, state.context(), state.tree(), Optional.empty())
        .check(new Proposed(update, new Sender.Member(self), false));
    RatchetTree after = state.tree().update(self, update.leafNode());
    TreeRules.checkMembers(after);
    TreeRules.checkOnlyClient(
        policy.credentials(), after, self, update.leafNode(), state.tree().findLeaf(self));
  }

  /**
   * Proposes something; the proposal counts as received.
   *
   * @throws UnavailableException if there is no room for it
   */
  public static Outgoing propose(GroupState state, Form form, Proposal proposal) {
    state.requireOpen();
    ProposalRules.checkCurrent(state.settings().policy(), proposal);
    FramedContent content = framed(state, Bytes.EMPTY, proposal);
    FramedContentAuthData auth =
        new FramedContentAuthData(signature(state, form, content), Optional.empty());
    AuthenticatedContent message = new AuthenticatedContent(form.format(), content, auth);
    Waiting.checkRoom(state, message);
    Outgoing out = protect(state, form, content, auth);
    return new Outgoing(out.state().withProposal(message), out.message());
  }
}
