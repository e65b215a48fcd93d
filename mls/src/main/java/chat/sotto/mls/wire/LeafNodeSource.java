package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.error.MalformedException;

/** How a leaf node came to be (RFC 9420 §7.2). */
public sealed interface LeafNodeSource extends Encodable {
  /** In a key package, before any group. */
  record KeyPackage(Lifetime lifetime) implements LeafNodeSource {
    @Override
    public void writeTo(MlsWriter writer) {
      writer.writeUint8(1).write(lifetime);
    }
  }

  /** In an Update proposal. */
  record Update() implements LeafNodeSource {
    @Override
    public void writeTo(MlsWriter writer) {
      writer.writeUint8(2);
    }
  }

  /** In the path of a commit. */
  record Commit(Bytes parentHash) implements LeafNodeSource {
    @Override
    public void writeTo(MlsWriter writer) {
      writer.writeUint8(3).writeVector(parentHash);
    }
  }

  /** Reads one. */
  static LeafNodeSource read(MlsReader reader) {
    int kind = reader.readUint8();
    return switch (kind) {
      case 1 -> new KeyPackage(Lifetime.read(reader));
      case 2 -> new Update();
      case 3 -> new Commit(reader.readVector());
      default -> throw new MalformedException("leaf node source " + kind);
    };
  }
}
