package chat.sotto.client.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/** A copy as decoders want it: read at any place, and nothing of it kept in memory. */
final class EditedImageInputStream extends ImageInputStreamImpl {
  private final EditedBytes bytes;

  EditedImageInputStream(EditedBytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int count) throws IOException {
    checkClosed();
    bitOffset = 0;
    if (count == 0) {
      return 0;
    }
    int read = bytes.read(streamPos, into, offset, count);
    if (read > 0) {
      streamPos += read;
    }
    return read;
  }

  @Override
  public long length() {
    return bytes.size();
  }
}
