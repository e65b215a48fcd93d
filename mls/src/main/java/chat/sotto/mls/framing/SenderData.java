package chat.sotto.mls.framing;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.wire.LeafIndex;

/**
 * Who sent a private message, and with which key (RFC 9420 §6.3.2).
 *
 * @param leaf the sender
 * @param generation 32 bits without a sign
 * @param reuseGuard four random bytes
 */
record SenderData(LeafIndex leaf, long generation, Bytes reuseGuard) implements Encodable {
  static final int GUARD_LENGTH = 4;

  static SenderData read(MlsReader reader) {
    return new SenderData(
        LeafIndex.read(reader), reader.readUint32(), reader.readFixed(GUARD_LENGTH));
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.write(leaf).writeUint32(generation).writeFixed(reuseGuard);
  }
}
