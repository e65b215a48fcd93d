package chat.sotto.mls.framing;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.SignatureKeyPair;
import chat.sotto.mls.crypto.SignaturePublicKey;
import chat.sotto.mls.error.Check;
import chat.sotto.mls.error.RejectedException;
import chat.sotto.mls.wire.AuthenticatedContent;
import chat.sotto.mls.wire.FramedContent;
import chat.sotto.mls.wire.GroupContext;
import chat.sotto.mls.wire.ProtocolVersion;
import chat.sotto.mls.wire.Sender;
import chat.sotto.mls.wire.WireFormat;

/** The signature on a framed message (RFC 9420 §6.1). */
public final class ContentSignature {
  private static final String LABEL = "FramedContentTBS";

  private ContentSignature() {}

  /** Signs a message for the form that it will travel in. */
  public static Bytes sign(
      MlsCrypto crypto,
      SignatureKeyPair key,
      WireFormat format,
      FramedContent content,
      GroupContext context) {
    return crypto.signWithLabel(key, LABEL, toBeSigned(format, content, context));
  }

  /**
   * Checks the signature on a message.
   *
   * @param key the sender's, which the caller has found
   * @throws RejectedException if it is not the sender's
   */
  public static void verify(
      MlsCrypto crypto,
      SignaturePublicKey key,
      AuthenticatedContent message,
      GroupContext context) {
    Bytes signed = toBeSigned(message.wireFormat(), message.content(), context);
    if (!crypto.verifyWithLabel(key, LABEL, signed, message.auth().signature())) {
      throw new RejectedException(Check.MESSAGE_SIGNATURE);
    }
  }

  /** FramedContentTBS: the context is in it for those who are or become members by this message. */
  static Bytes toBeSigned(WireFormat format, FramedContent content, GroupContext context) {
    MlsWriter writer = new MlsWriter(512).write(ProtocolVersion.MLS10).write(format).write(content);
    if (content.sender() instanceof Sender.Member
        || content.sender() instanceof Sender.NewMemberCommit) {
      writer.write(context);
    }
    return writer.toBytes();
  }
}
