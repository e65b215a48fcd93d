package chat.sotto.mls.wire;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import java.time.Instant;

/**
 * When a key package may be used (RFC 9420 §7.2): seconds since 1970, 64 bits without a sign.
 *
 * @param notBefore the first second
 * @param notAfter the last second
 */
public record Lifetime(long notBefore, long notAfter) implements Encodable {
  /** Reads one. */
  public static Lifetime read(MlsReader reader) {
    return new Lifetime(reader.readUint64(), reader.readUint64());
  }

  /** Whether a time lies within, both ends included. */
  public boolean contains(Instant time) {
    long now = time.getEpochSecond();
    return Long.compareUnsigned(notBefore, now) <= 0 && Long.compareUnsigned(now, notAfter) <= 0;
  }

  /** From the first to the last second; enormous if the end comes before the beginning. */
  public long seconds() {
    return notAfter - notBefore;
  }

  @Override
  public void writeTo(MlsWriter writer) {
    writer.writeUint64(notBefore).writeUint64(notAfter);
  }
}
