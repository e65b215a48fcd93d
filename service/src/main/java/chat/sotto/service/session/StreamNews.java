package chat.sotto.service.session;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.Username;
import java.util.Collection;
import java.util.Optional;

/**
 * The open streams, as seen by whoever has news for them. No call blocks or fails; whoever is not
 * connected is passed over.
 */
public interface StreamNews {
  /**
   * The chat's log goes as far as {@code reach}, and these devices may read it. Repeats and old
   * news do no harm.
   */
  void tell(ChatId chat, Seq reach, Collection<DeviceRef> readers);

  /**
   * {@code last} is the last entry that these devices may read: they are sent everything up to it.
   */
  void tellLast(ChatId chat, Seq last, Collection<DeviceRef> removed);

  /**
   * These devices may read the chat from another place on than before: they have joined, or joined
   * again.
   */
  void tellJoined(ChatId chat, Collection<DeviceRef> added);

  /** News beside the log for these devices. */
  void signal(Signal signal, Collection<DeviceRef> devices);

  /** News beside the log for all devices of a user. */
  void signal(Signal signal, Username user);

  /**
   * There is an announcement: streams fetch it.
   *
   * @param addressee whose alone; empty: everybody's
   */
  void announced(Optional<Username> addressee);
}
