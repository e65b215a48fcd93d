package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;

/**
 * The hash that a key package is known by (RFC 9420 §5.2).
 *
 * @param value a hash, or whatever a peer sent for one
 */
public record KeyPackageRef(Bytes value) implements Encodable {
  /** Reads one. */
  public static KeyPackageRef read(MlsReader reader) {
    return new KeyPackageRef(reader.readVector());
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeVector(value);
  }
}
