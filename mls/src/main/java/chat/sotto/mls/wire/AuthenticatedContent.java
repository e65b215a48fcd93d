package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.MlsCrypto;

/**
 * A framed message with what authenticates it, whatever form it travels in (RFC 9420 §6).
 *
 * @param wireFormat the form that it was signed for
 * @param content the message
 * @param auth signature and confirmation tag
 */
public record AuthenticatedContent(
    WireFormat wireFormat, FramedContent content, FramedContentAuthData auth) implements Encodable {
  /** Reads one. */
  public static AuthenticatedContent read(MlsReader reader) {
    WireFormat format = WireFormat.read(reader);
    FramedContent content = FramedContent.read(reader);
    return new AuthenticatedContent(
        format, content, FramedContentAuthData.read(content.content().contentType(), reader));
  }

  /** The hash that commits refer to it by, if it is a proposal (RFC 9420 §5.2). */
  public ProposalRef proposalRef(MlsCrypto crypto) {
    return new ProposalRef(crypto.refHash("MLS 1.0 Proposal Reference", encode()));
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.write(wireFormat).write(content).write(auth);
  }
}
