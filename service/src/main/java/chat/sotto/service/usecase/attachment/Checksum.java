package chat.sotto.service.usecase.attachment;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC-32C (RFC 3720, appendix B.4), without copying what it is of. */
final class Checksum extends ByteOutput {
  private final CRC32C crc = new CRC32C();

  private Checksum() {}

  static int of(ByteString data) {
    Checksum checksum = new Checksum();
    try {
      UnsafeByteOperations.unsafeWriteTo(data, checksum);
    } catch (IOException e) {
      throw new IllegalStateException("nothing is written anywhere", e);
    }
    return (int) checksum.crc.getValue();
  }

  static int of(byte[] data, int length) {
    CRC32C crc = new CRC32C();
    crc.update(data, 0, length);
    return (int) crc.getValue();
  }

  @Override
  public void write(byte value) {
    crc.update(value);
  }

  @Override
  public void write(byte[] value, int offset, int length) {
    crc.update(value, offset, length);
  }

  @Override
  public void writeLazy(byte[] value, int offset, int length) {
    crc.update(value, offset, length);
  }

  @Override
  public void write(ByteBuffer value) {
    crc.update(value);
  }

  @Override
  public void writeLazy(ByteBuffer value) {
    crc.update(value);
  }
}
