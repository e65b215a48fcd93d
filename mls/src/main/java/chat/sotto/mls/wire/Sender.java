package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.error.MalformedException;

/** Who sent a framed message (RFC 9420 §6). */
public sealed interface Sender extends Encodable {
  /** A member. */
  record Member(LeafIndex leaf) implements Sender {
    @Override
    public void writeTo(MlsWriter writer) {
      writer.writeUint8(1).write(leaf);
    }
  }

  /** One of those outside who may propose: 32 bits without a sign, a place in their list. */
  record External(int senderIndex) implements Sender {
    @Override
    public void writeTo(MlsWriter writer) {
      writer.writeUint8(2).writeUint32(senderIndex);
    }
  }

  /** Somebody who proposes to be added. */
  record NewMemberProposal() implements Sender {
    @Override
    public void writeTo(MlsWriter writer) {
      writer.writeUint8(3);
    }
  }

  /** Somebody who joins by an external commit. */
  record NewMemberCommit() implements Sender {
    @Override
    public void writeTo(MlsWriter writer) {
      writer.writeUint8(4);
    }
  }

  /** Reads one. */
  static Sender read(MlsReader reader) {
    int kind = reader.readUint8();
    return switch (kind) {
      case 1 -> new Member(LeafIndex.read(reader));
      case 2 -> new External((int) reader.readUint32());
      case 3 -> new NewMemberProposal();
      case 4 -> new NewMemberCommit();
      default -> throw new MalformedException("sender type " + kind);
    };
  }
}
