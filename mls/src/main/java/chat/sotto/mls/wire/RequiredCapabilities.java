package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import java.util.List;

/**
 * What all members of a group have to support (RFC 9420 §11.1).
 *
 * @param extensions non-default extensions
 * @param proposals non-default proposals
 * @param credentials credentials
 */
public record RequiredCapabilities(
    List<ExtensionType> extensions, List<ProposalType> proposals, List<CredentialType> credentials)
    implements Encodable {
  /** Makes the lists unmodifiable. */
  public RequiredCapabilities {
    extensions = List.copyOf(extensions);
    proposals = List.copyOf(proposals);
    credentials = List.copyOf(credentials);
  }

  /** Reads one. */
  public static RequiredCapabilities read(MlsReader reader) {
    return new RequiredCapabilities(
        reader.readList(ExtensionType::read),
        reader.readList(ProposalType::read),
        reader.readList(CredentialType::read));
  }

  /** As the extension that a group context has it in. */
  public Extension asExtension() {
    return new Extension(ExtensionType.REQUIRED_CAPABILITIES, encode());
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeList(extensions).writeList(proposals).writeList(credentials);
  }
}
