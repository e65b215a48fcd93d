package chat.sotto.mls.crypto;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;

/**
 * Something encrypted to a public key (RFC 9420 §7.6).
 *
 * @param kemOutput the encapsulated key
 * @param ciphertext the ciphertext with its tag
 */
public record HpkeCiphertext(Bytes kemOutput, Bytes ciphertext) implements Encodable {
  /** Reads one. */
  public static HpkeCiphertext read(MlsReader reader) {
    return new HpkeCiphertext(reader.readVector(), reader.readVector());
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeVector(kemOutput).writeVector(ciphertext);
  }
}
