package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import java.util.List;

/**
 * What a client supports (RFC 9420 §7.2). Unknown values, GREASE among them, are kept and mean
 * nothing.
 *
 * @param versions of the protocol
 * @param cipherSuites by number
 * @param extensions beyond the default ones
 * @param proposals beyond the default ones
 * @param credentials all, for none is default
 */
public record Capabilities(
    List<ProtocolVersion> versions,
    List<CipherSuiteId> cipherSuites,
    List<ExtensionType> extensions,
    List<ProposalType> proposals,
    List<CredentialType> credentials)
    implements Encodable {
  /** Makes the lists unmodifiable. */
  public Capabilities {
    versions = List.copyOf(versions);
    cipherSuites = List.copyOf(cipherSuites);
    extensions = List.copyOf(extensions);
    proposals = List.copyOf(proposals);
    credentials = List.copyOf(credentials);
  }

  /** Reads one. */
  public static Capabilities read(MlsReader reader) {
    return new Capabilities(
        reader.readList(ProtocolVersion::read),
        reader.readList(CipherSuiteId::read),
        reader.readList(ExtensionType::read),
        reader.readList(ProposalType::read),
        reader.readList(CredentialType::read));
  }

  /** Whether an extension is default or listed. */
  public boolean supports(ExtensionType type) {
    return type.isDefault() || extensions.contains(type);
  }

  /** Whether a proposal is default or listed. */
  public boolean supports(ProposalType type) {
    return type.isDefault() || proposals.contains(type);
  }

  /** Whether a credential is listed. */
  public boolean supports(CredentialType type) {
    return credentials.contains(type);
  }

  /** Whether everything that a group requires is supported. */
  public boolean satisfies(RequiredCapabilities required) {
    return required.extensions().stream().allMatch(this::supports)
        && required.proposals().stream().allMatch(this::supports)
        && required.credentials().stream().allMatch(this::supports);
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer
        .writeList(versions)
        .writeList(cipherSuites)
        .writeList(extensions)
        .writeList(proposals)
        .writeList(credentials);
  }
}
