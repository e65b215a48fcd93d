package chat.sotto.mls.framing;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.ContentType;
import chat.sotto.mls.wire.FramedContent;
import chat.sotto.mls.wire.FramedContentAuthData;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.PublicMessage;
import chat.sotto.mls.wire.Sender;
import chat.sotto.mls.wire.WireFormat;
import java.util.Optional;

/** Signed messages that anybody can read (RFC 9420 §6.2). */
public final class PublicMessages {
  private PublicMessages() {}

  /**
   * Puts a signed message into its envelope.
   *
   * @throws MisuseException for application data, which is always encrypted
   */
  public static PublicMessage protect(
      MlsCrypto crypto, Secret membershipKey, AuthenticatedContent message, GroupContext context) {
    if (message.content().content().contentType() == ContentType.APPLICATION) {
      throw new MisuseException("application data is sent encrypted");
    }
    if (message.wireFormat() != WireFormat.PUBLIC_MESSAGE) {
      throw new MisuseException("signed for another form");
    }
    return new PublicMessage(
        message.content(),
        message.auth(),
        message.content().sender() instanceof Sender.Member
            ? Optional.of(
                crypto.mac(membershipKey, toBeMaced(message.content(), message.auth(), context)))
            : Optional.empty());
  }

  /**
   * Takes a message out of its envelope. Its signature is still to be verified.
   *
   * @throws RejectedException if it is not from whom it says, or may not be sent so
   */
  public static AuthenticatedContent unprotect(
      MlsCrypto crypto, Secret membershipKey, PublicMessage message, GroupContext context) {
    FramedContent content = message.content();
    if (content.content().contentType() == ContentType.APPLICATION) {
      throw new RejectedException(Check.APPLICATION_DATA_PUBLIC);
    }
    SenderRules.check(content);
    if (content.sender() instanceof Sender.Member
        && !crypto.verifyMac(
            membershipKey,
            toBeMaced(content, message.auth(), context),
            message.membershipTag().orElse(Bytes.EMPTY))) {
      throw new RejectedException(Check.MEMBERSHIP_TAG);
    }
    return new AuthenticatedContent(WireFormat.PUBLIC_MESSAGE, content, message.auth());
  }

  /** AuthenticatedContentTBM. */
  private static Bytes toBeMaced(
      FramedContent content, FramedContentAuthData auth, GroupContext context) {
    return new MlsWriter(1024)
        .writeFixed(ContentSignature.toBeSigned(WireFormat.PUBLIC_MESSAGE, content, context))
        .write(auth)
        .toBytes();
  }
}
