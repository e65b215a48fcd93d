package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;

/**
 * The hash that a proposal is known by (RFC 9420 §5.2).
 *
 * @param value a hash, or whatever a peer sent for one
 */
public record ProposalRef(Bytes value) implements Encodable {
  /** Reads one. */
  public static ProposalRef read(MlsReader reader) {
    return new ProposalRef(reader.readVector());
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeVector(value);
  }
}
