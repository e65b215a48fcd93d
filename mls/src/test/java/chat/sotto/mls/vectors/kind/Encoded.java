package chat.sotto.mls.vectors.kind;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.wire.Proposal;

/** Encodings that only the vectors want. */
final class Encoded {
  private Encoded() {}

  /** A proposal without its type. */
  static Bytes body(Proposal proposal) {
    MlsWriter writer = new MlsWriter();
    proposal.writeBody(writer);
    return writer.toBytes();
  }
}
