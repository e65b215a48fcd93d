package chat.sotto.service.session;

import java.util.List;

/** The way to one client. Called by the stream's session alone, one call at a time. */
public interface StreamTransport {
  /**
   * Whether it takes more without buffering much; the session is told when that becomes true again
   * ({@link StreamSession#transportReady}).
   */
  boolean isReady();

  /** Sends one stream message of at least one frame. */
  void send(List<EncodedFrame> frames);

  /** Lets one more stream message of the client come in. */
  void requestMessage();

  /** Ends the stream well. */
  void complete();

  /** Ends the stream with an error. */
  void fail(StreamFailure failure);
}
