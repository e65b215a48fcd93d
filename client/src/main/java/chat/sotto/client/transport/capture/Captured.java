package chat.sotto.client.transport.capture;

import com.google.protobuf.Message;
import java.util.List;

/**
 * A message that was read from a capture.
 *
 * @param unknown names or numbers of fields that this version does not know, with their places and
 *     sizes; never their values
 */
record Captured(CaptureType type, Message message, List<String> unknown) {
  Captured {
    unknown = List.copyOf(unknown);
  }
}
