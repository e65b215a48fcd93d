package chat.sotto.mls;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.SignatureKeyPair;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.framing.ContentSignature;
import chat.sotto.mls.framing.PublicMessages;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.ExternalSender;
import chat.sotto.mls.wire.FramedContent;
import chat.sotto.mls.wire.FramedContentAuthData;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.GroupInfo;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.Proposal;
import chat.sotto.mls.wire.Sender;
import chat.sotto.mls.wire.WireFormat;
import java.util.List;
import java.util.Optional;

/**
 * Proposals from outside of a group (RFC 9420 §12.1.8), which a member may commit. They are signed
 * and not encrypted, for their senders know no secret of the group.
 */
public final class ExternalProposals {
  private ExternalProposals() {}

  /**
   * Asks to be added, with a key package that a welcome is then made for.
   *
   * @param info what tells of the group and its present epoch
   */
  public static MlsMessage askToJoin(Client client, OwnKeyPackage keyPackage, GroupInfo info) {
    return propose(
        client.crypto(),
        client.signer(),
        info.context(),
        new Sender.NewMemberProposal(),
        new Proposal.Add(keyPackage.keyPackage()));
  }

  /**
   * Proposes as one of those whom the group lists as external senders: to add, to remove, to mix in
   * a pre-shared key, to re-initialise, to change extensions.
   *
   * @param info what tells of the group and its present epoch
   * @throws MisuseException if the group does not list the signer
   */
  public static MlsMessage propose(SignatureKeyPair signer, GroupInfo info, Proposal proposal) {
    List<ExternalSender> senders = ExternalSender.in(info.context().extensions());
    for (int i = 0; i < senders.size(); i++) {
      if (senders.get(i).signatureKey().equals(signer.publicKey())) {
        return propose(
            MlsCrypto.of(info.context().cipherSuite().getSuite()),
            signer,
            info.context(),
            new Sender.External(i),
            proposal);
      }
    }
    throw new MisuseException("the group does not list this signer among its external senders");
  }

  private static MlsMessage propose(
      MlsCrypto crypto,
      SignatureKeyPair signer,
      GroupContext context,
      Sender sender,
      Proposal proposal) {
    FramedContent content =
        new FramedContent(context.group(), context.epoch(), sender, Bytes.EMPTY, proposal);
    Bytes signature =
        ContentSignature.sign(crypto, signer, WireFormat.PUBLIC_MESSAGE, content, context);
    AuthenticatedContent message =
        new AuthenticatedContent(
            WireFormat.PUBLIC_MESSAGE,
            content,
            new FramedContentAuthData(signature, Optional.empty()));
    // Those outside have no membership key, and need none.
    return PublicMessages.protect(crypto, crypto.zeroSecret(), message, context).asMessage();
  }
}
