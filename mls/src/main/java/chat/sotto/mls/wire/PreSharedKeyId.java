package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.error.MalformedException;

/** The name of a pre-shared key, with the nonce that makes each use another one (RFC 9420 §8.4). */
public sealed interface PreSharedKeyId extends Encodable {
  /** A key that the application provides. */
  record External(Bytes id, Bytes nonce) implements PreSharedKeyId {
    @Override
    public PreSharedKeyId withNonce(Bytes fresh) {
      return new External(id, fresh);
    }

    @Override
    public void writeTo(MlsWriter writer) {
      writer.writeUint8(1).writeVector(id).writeVector(nonce);
    }
  }

  /** A key that an epoch of this or another group left behind. */
  record Resumption(ResumptionUsage usage, GroupId group, Epoch epoch, Bytes nonce)
      implements PreSharedKeyId {
    @Override
    public PreSharedKeyId withNonce(Bytes fresh) {
      return new Resumption(usage, group, epoch, fresh);
    }

    @Override
    public void writeTo(MlsWriter writer) {
      writer.writeUint8(2).write(usage).write(group).write(epoch).writeVector(nonce);
    }
  }

  /** Reads one. */
  static PreSharedKeyId read(MlsReader reader) {
    int kind = reader.readUint8();
    return switch (kind) {
      case 1 -> new External(reader.readVector(), reader.readVector());
      case 2 ->
          new Resumption(
              ResumptionUsage.read(reader),
              GroupId.read(reader),
              Epoch.read(reader),
              reader.readVector());
      default -> throw new MalformedException("pre-shared key type " + kind);
    };
  }

  /** Random, of {@code KDF.Nh} bytes. */
  Bytes nonce();

  /** The same key with another nonce. */
  PreSharedKeyId withNonce(Bytes fresh);
}
