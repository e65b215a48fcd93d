package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.HpkeCiphertext;
import java.util.List;

/**
 * The invitation that a commit makes for those whom it adds (RFC 9420 §12.4.3.1).
 *
 * @param cipherSuite of the group
 * @param secrets for each new member
 * @param encryptedGroupInfo the state of the group, for all of them
 */
public record Welcome(
    CipherSuiteId cipherSuite, List<EncryptedGroupSecrets> secrets, Bytes encryptedGroupInfo)
    implements MlsMessage.Body {
  /** Makes the list unmodifiable. */
  public Welcome {
    secrets = List.copyOf(secrets);
  }

  /**
   * The secrets for one new member.
   *
   * @param newMember the key package that it was added with
   * @param encrypted its group secrets
   */
  public record EncryptedGroupSecrets(KeyPackageRef newMember, HpkeCiphertext encrypted)
      implements Encodable {
    /** Reads one. */
    public static EncryptedGroupSecrets read(MlsReader reader) {
      return new EncryptedGroupSecrets(KeyPackageRef.read(reader), HpkeCiphertext.read(reader));
    }

    @Override
    public void writeTo(MlsWriter writer) {
      writer.write(newMember).write(encrypted);
    }
  }

  /** Reads one. */
  public static Welcome read(MlsReader reader) {
    return new Welcome(
        CipherSuiteId.read(reader),
        reader.readList(EncryptedGroupSecrets::read),
        reader.readVector());
  }

  @Override
  public WireFormat wireFormat() {
    return WireFormat.WELCOME;
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.write(cipherSuite).writeList(secrets).writeVector(encryptedGroupInfo);
  }
}
