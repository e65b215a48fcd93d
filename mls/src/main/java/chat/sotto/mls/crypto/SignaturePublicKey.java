package chat.sotto.mls.crypto;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;

/**
 * A public key for signatures (RFC 9420 §5.1.1): 32 bytes of Ed25519 or an uncompressed point.
 *
 * @param value not checked to be a key of any suite until it is used
 */
public record SignaturePublicKey(Bytes value) implements Encodable {
  /** Reads one. */
  public static SignaturePublicKey read(MlsReader reader) {
    return new SignaturePublicKey(reader.readVector());
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeVector(value);
  }
}
