package chat.sotto.client.session;

import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.transport.ClientFrame;
import chat.sotto.client.transport.ServerFrame;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Who hears of the stream. Must not block. */
interface StreamOwner {

  /** Where this device stands. */
  ClientFrame.Hello hello();

  /** Whether the server's logs take the course that this device has followed. */
  boolean knows(ByteString history);

  /** Finds out what another course means for each chat. May block; {@code history} as known. */
  void reconcile(ByteString history);

  /** The server says for how long it keeps messages, in seconds; 0 for as long as their chat. */
  void promised(long retentionSeconds);

  /** The server took Hello: sends may go. */
  void onOpen();

  /** Everything that existed at Hello has arrived. */
  void onCaughtUp();

  /** Frames arrived; the result completes when they are dealt with, and only then do more come. */
  CompletableFuture<?> onFrames(List<ServerFrame> frames);

  /** The stream is gone; what was not answered must be sent again. */
  void onLost();

  /** The connection stands differently now. A reason is there unless all is well. */
  void onState(ConnectionState state, @Nullable SottoException reason);

  /** No further attempt is made. */
  void onStopped(SottoException reason);
}
