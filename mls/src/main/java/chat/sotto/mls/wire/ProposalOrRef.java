package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.error.MalformedException;

/** A proposal in a commit (RFC 9420 §12.4). */
public sealed interface ProposalOrRef extends Encodable {
  /** In full, proposed by the committer. */
  record ByValue(Proposal proposal) implements ProposalOrRef {
    @Override
    public void writeTo(MlsWriter writer) {
      writer.writeUint8(1).write(proposal);
    }
  }

  /** By the hash of the message that proposed it. */
  record ByReference(ProposalRef reference) implements ProposalOrRef {
    @Override
    public void writeTo(MlsWriter writer) {
      writer.writeUint8(2).write(reference);
    }
  }

  /** Reads one. */
  static ProposalOrRef read(MlsReader reader) {
    int kind = reader.readUint8();
    return switch (kind) {
      case 1 -> new ByValue(Proposal.read(reader));
      case 2 -> new ByReference(ProposalRef.read(reader));
      default -> throw new MalformedException("neither a proposal nor a reference: " + kind);
    };
  }
}
