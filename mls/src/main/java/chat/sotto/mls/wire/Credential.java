package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import java.util.List;

/** Who a member claims to be (RFC 9420 §5.3). Whether that is true, the caller's policy decides. */
public sealed interface Credential extends Encodable {
  /** A bare identity in a form of the application's own. */
  record Basic(Bytes identity) implements Credential {
    @Override
    public CredentialType type() {
      return CredentialType.BASIC;
    }

    @Override
    public void writeTo(MlsWriter writer) {
      writer.write(type()).writeVector(identity);
    }
  }

  /** Certificates in DER, that of the member first. */
  record X509(List<Certificate> chain) implements Credential {
    /** Makes the list unmodifiable. */
    public X509 {
      chain = List.copyOf(chain);
    }

    @Override
    public CredentialType type() {
      return CredentialType.X509;
    }

    @Override
    public void writeTo(MlsWriter writer) {
      writer.write(type()).writeList(chain);
    }
  }

  /**
   * A credential of the application's own type. The RFC leaves its form open; here, as in other
   * engines, it is one vector of bytes.
   */
  record Custom(CredentialType type, Bytes data) implements Credential {
    @Override
    public void writeTo(MlsWriter writer) {
      writer.write(type).writeVector(data);
    }
  }

  /** One certificate of a chain. */
  record Certificate(Bytes der) implements Encodable {
    /** Reads one. */
    public static Certificate read(MlsReader reader) {
      return new Certificate(reader.readVector());
    }

    @Override
    public void writeTo(MlsWriter writer) {
      writer.writeVector(der);
    }
  }

  /** Reads one. */
  static Credential read(MlsReader reader) {
    CredentialType type = CredentialType.read(reader);
    if (type.equals(CredentialType.BASIC)) {
      return new Basic(reader.readVector());
    }
    if (type.equals(CredentialType.X509)) {
      return new X509(reader.readList(Certificate::read));
    }
    return new Custom(type, reader.readVector());
  }

  /** What kind of credential it is. */
  CredentialType type();
}
