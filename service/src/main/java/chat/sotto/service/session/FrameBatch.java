package chat.sotto.service.session;

import java.util.ArrayList;
import java.util.List;

/** The frames of one stream message while it is gathered. */
final class FrameBatch {
  private final int maxFrames;
  private final int maxBytes;
  private final List<EncodedFrame> frames = new ArrayList<>();
  private int bytes;

  FrameBatch(StreamLimits limits) {
    maxFrames = limits.batchFrames();
    maxBytes = limits.batchBytes();
  }

  /** Takes the frame if it fits; the first one always does. */
  boolean offer(EncodedFrame frame) {
    if (!frames.isEmpty() && (frames.size() >= maxFrames || bytes + frame.size() > maxBytes)) {
      return false;
    }
    frames.add(frame);
    bytes += frame.size();
    return true;
  }

  int roomForFrames() {
    return maxFrames - frames.size();
  }

  int roomForBytes() {
    return maxBytes - bytes;
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  List<EncodedFrame> frames() {
    return frames;
  }
}
