package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;

/**
 * A type of credential (RFC 9420 §17.5). None is supported by default.
 *
 * @param value the number that messages carry; any may come from a peer
 */
public record CredentialType(int value) implements Encodable {
  /** A bare identity. */
  public static final CredentialType BASIC = new CredentialType(1);

  /** A chain of certificates. */
  public static final CredentialType X509 = new CredentialType(2);

  /** Reads one. */
  public static CredentialType read(MlsReader reader) {
    return new CredentialType(reader.readUint16());
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeUint16(value);
  }
}
