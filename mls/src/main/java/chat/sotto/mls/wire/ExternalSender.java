package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.SignaturePublicKey;
import java.util.List;

/**
 * Somebody outside the group who may propose (RFC 9420 §12.1.8.1).
 *
 * @param signatureKey what the proposals are signed with
 * @param credential who it is
 */
public record ExternalSender(SignaturePublicKey signatureKey, Credential credential)
    implements Encodable {
  /** Reads one. */
  public static ExternalSender read(MlsReader reader) {
    return new ExternalSender(SignaturePublicKey.read(reader), Credential.read(reader));
  }

  /** Those whom the extensions of a group list. */
  public static List<ExternalSender> in(Extensions extensions) {
    return extensions
        .find(ExtensionType.EXTERNAL_SENDERS, reader -> reader.readList(ExternalSender::read))
        .orElse(List.of());
  }

  /** The extension that lists them in a group context. */
  public static Extension extensionOf(List<ExternalSender> senders) {
    return new Extension(
        ExtensionType.EXTERNAL_SENDERS, new MlsWriter().writeList(senders).toBytes());
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.write(signatureKey).write(credential);
  }
}
