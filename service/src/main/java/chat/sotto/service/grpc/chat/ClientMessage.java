package chat.sotto.service.grpc.chat;

import chat.sotto.v1.ClientFrame;
import java.util.List;

/** One stream message from a client, as far as it could be read. */
sealed interface ClientMessage {
  /** Its frames, 1 to {@link #MAX_FRAMES}. */
  record Frames(List<ClientFrame> frames) implements ClientMessage {}

  /**
   * Bytes that do not decode: the stream ends with an answer that says so, which an exception
   * inside gRPC's decoding would not give.
   *
   * @param why for the client, no more than the decoder's words
   */
  record Malformed(String why) implements ClientMessage {}

  /** Frames in a stream message at most. */
  int MAX_FRAMES = 256;
}
