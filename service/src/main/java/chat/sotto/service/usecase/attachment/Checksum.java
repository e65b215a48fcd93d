package chat.sotto.service.usecase.attachment;

import chat.sotto.service.domain.Uncopied;
import com.google.protobuf.ByteString;
import java.util.zip.CRC32C;

/** CRC-32C (RFC 3720, appendix B.4), without copying what it is of. */
final class Checksum {
  private Checksum() {}

  static int of(ByteString data) {
    CRC32C crc = new CRC32C();
    Uncopied.read(data, crc::update);
    return (int) crc.getValue();
  }

  static int of(byte[] data, int length) {
    CRC32C crc = new CRC32C();
    crc.update(data, 0, length);
    return (int) crc.getValue();
  }
}
