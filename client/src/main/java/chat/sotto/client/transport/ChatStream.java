package chat.sotto.client.transport;

import chat.sotto.client.model.SottoException;
import java.util.List;

/** The live stream, seen from the client. Its methods are called by one thread at a time. */
public interface ChatStream {

  /** The most frames that one stream message may carry. */
  int MAX_FRAMES = 256;

  /** The most payload bytes that one stream message may carry. */
  int MAX_BYTES = 3 << 20;

  /**
   * Whether the transport takes more without buffering. {@link Receiver#onReady} says when that
   * changes to true.
   */
  boolean isReady();

  /**
   * Writes frames as one stream message; 1 to {@value #MAX_FRAMES} of them, at most {@value
   * #MAX_BYTES} bytes.
   */
  void send(List<ClientFrame> frames);

  /** Says that no frame follows. The server answers what it has taken, then ends the stream. */
  void halfClose();

  /** Ends the stream at once. */
  void cancel();

  /**
   * Allows the server to send one more stream message: without it nothing arrives beyond the first.
   */
  void request();

  /** Who hears the stream. Calls come one after the other, on a thread that must not block. */
  interface Receiver {

    /** One stream message. The next one comes after {@link ChatStream#request}. */
    void onFrames(List<ServerFrame> frames);

    /** The transport takes more. */
    default void onReady() {}

    /** The server completed the stream. Nothing follows. */
    void onCompleted();

    /** The stream broke. Nothing follows. */
    void onFailed(SottoException cause);
  }
}
