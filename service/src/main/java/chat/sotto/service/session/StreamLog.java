package chat.sotto.service.session;

import chat.sotto.service.domain.Announcement;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.ReadingSpan;
import chat.sotto.service.domain.Seq;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * What streams ask of the store. No call blocks; a failed stage means that the store does not
 * answer.
 */
public interface StreamLog {
  /**
   * Why a stream must not go on: its session has ended, its owner was shut out, its connection's
   * certificate is out of date. Asked after the stream was registered, so that an end between the
   * check of the call and the registration is not missed, and now and then while it is open. A
   * stream that may go on uses its session.
   */
  CompletionStage<Optional<StreamFailure>> check(StreamIdentity identity);

  /** The chats with entries that the device may read and has not acknowledged. */
  CompletionStage<List<ReadingSpan>> behind(DeviceRef device);

  /** What the device may read of these chats; nothing of a chat of which it reads nothing. */
  CompletionStage<Map<ChatId, ReadingSpan>> spans(DeviceRef device, Set<ChatId> chats);

  /**
   * Contiguous entries.
   *
   * @return from {@code from} on; at least one, if the log has it, else at most {@code maxEntries}
   *     and {@code maxBytes}
   */
  CompletionStage<List<EncodedEntry>> read(ChatId chat, Seq from, int maxEntries, int maxBytes);

  /**
   * The device has processed everything up to {@code seq}, which it may read.
   *
   * @return the devices of other users that want to know
   */
  CompletionStage<List<DeviceRef>> acknowledged(DeviceRef device, ChatId chat, Seq seq);

  /**
   * What the device should be told once it is caught up: invitations that wait, marks of its chats.
   */
  CompletionStage<SignalPage> standing(DeviceRef device);

  /**
   * What the server has announced to the device's user, oldest first.
   *
   * @param after only those with larger ids
   * @param limit at most this many
   */
  CompletionStage<List<Announcement>> announcements(DeviceRef device, long after, int limit);
}
