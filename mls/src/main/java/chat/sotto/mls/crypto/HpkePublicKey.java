package chat.sotto.mls.crypto;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;

/**
 * A public key for HPKE, as its KEM serialises it (RFC 9420 §5.1.1).
 *
 * @param value not checked to be a key of any suite until it is used
 */
public record HpkePublicKey(Bytes value) implements Encodable {
  /** Reads one. */
  public static HpkePublicKey read(MlsReader reader) {
    return new HpkePublicKey(reader.readVector());
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeVector(value);
  }
}
