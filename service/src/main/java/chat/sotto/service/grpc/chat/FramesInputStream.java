package chat.sotto.service.grpc.chat;

import chat.sotto.service.session.EncodedFrame;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * The bytes of several frames, one after the other, in the form that gRPC copies once into the
 * transport's buffers.
 */
final class FramesInputStream extends InputStream implements Drainable, KnownLength {
  private final List<EncodedFrame> frames;
  private int index;
  private int offset;
  private int left;

  FramesInputStream(List<EncodedFrame> frames) {
    this.frames = frames;
    for (EncodedFrame frame : frames) {
      left += frame.size();
    }
  }

  @Override
  public int drainTo(OutputStream target) throws IOException {
    if (offset > 0) {
      // Somebody has begun to read: the rest goes the slow way.
      return (int) transferTo(target);
    }
    int drained = left;
    for (; index < frames.size(); index++) {
      frames.get(index).writeTo(target);
    }
    left = 0;
    return drained;
  }

  @Override
  public int available() {
    return left;
  }

  @Override
  public int read() {
    if (!findByte()) {
      return -1;
    }
    left--;
    return frames.get(index).byteAt(offset++);
  }

  @Override
  public int read(byte[] target, int start, int length) {
    if (length == 0) {
      return 0;
    }
    if (!findByte()) {
      return -1;
    }
    int count = frames.get(index).copyTo(offset, target, start, length);
    offset += count;
    left -= count;
    return count;
  }

  /** Goes to the frame that has the next byte; false at the end. */
  private boolean findByte() {
    while (index < frames.size() && offset == frames.get(index).size()) {
      index++;
      offset = 0;
    }
    return index < frames.size();
  }
}
