package chat.sotto.client.chatlog;

import chat.sotto.client.content.LogPlace;
import chat.sotto.client.group.GroupState;
import chat.sotto.client.group.PendingCommit;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.Seq;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a device stands in a chat's log, and all that the next entry is judged by. Immutable; lies
 * in the profile, and is stored together with what an entry brought.
 *
 * @param start the place before the entry by which this device joined, as the server states it
 * @param head the last entry processed
 * @param latestHandshake sequence of the latest commit processed, applied or not; 0 for none
 * @param group empty before this device has joined, and when it must join again
 * @param pending an own commit that has not come back in the log
 * @param counters the last accepted message counter of each device
 * @param trust what is known of the server's honesty with this log
 */
public record ChatCursor(
    ChatId chat,
    LogPlace start,
    LogPlace head,
    Seq latestHandshake,
    Optional<GroupState> group,
    Optional<PendingCommit> pending,
    Map<DeviceId, Long> counters,
    LogTrust trust) {
  /** Copies the map. */
  public ChatCursor {
    counters = Map.copyOf(counters);
  }

  /** Of a chat that this device is about to create. */
  public static ChatCursor creating(ChatId chat, PendingCommit created) {
    return beginning(chat, LogPlace.BEGINNING, created, LogTrust.CONFIRMED);
  }

  /**
   * Of a chat that this device has joined, by the receipt of its commit.
   *
   * @param joined the commit's place
   * @param hashBefore H(joined - 1) as the server states it
   */
  public static ChatCursor joining(
      ChatId chat, Seq joined, LogHash hashBefore, PendingCommit join) {
    LogPlace start = new LogPlace(new Seq(joined.value() - 1), hashBefore);
    return beginning(chat, start, join, LogTrust.UNCONFIRMED);
  }

  private static ChatCursor beginning(
      ChatId chat, LogPlace start, PendingCommit pending, LogTrust trust) {
    return new ChatCursor(
        chat, start, start, Seq.ZERO, Optional.empty(), Optional.of(pending), Map.of(), trust);
  }

  /** With an own commit that is about to be sent: a re-key, or joining again. */
  public ChatCursor withPending(PendingCommit commit) {
    return new ChatCursor(
        chat, start, head, latestHandshake, group, Optional.of(commit), counters, trust);
  }

  /** Without the own commit: the server did not take it. */
  public ChatCursor withoutPending() {
    return new ChatCursor(
        chat, start, head, latestHandshake, group, Optional.empty(), counters, trust);
  }

  /** Whether messages may be sent: this device is in the group, and the log is not forked. */
  public boolean maySend() {
    return group.isPresent() && trust != LogTrust.FORKED;
  }

  ChatCursor at(LogPlace place) {
    return new ChatCursor(chat, start, place, latestHandshake, group, pending, counters, trust);
  }

  /** After a commit at {@code place}: whatever own commit was pending is done or void. */
  ChatCursor afterCommit(LogPlace place, Optional<GroupState> next) {
    return new ChatCursor(chat, start, place, place.seq(), next, Optional.empty(), counters, trust);
  }

  ChatCursor afterMessage(LogPlace place, DeviceId sender, long counter) {
    Map<DeviceId, Long> next = new HashMap<>(counters);
    next.put(sender, counter);
    return new ChatCursor(chat, start, place, latestHandshake, group, pending, next, trust);
  }

  ChatCursor trusting(LogTrust next) {
    return new ChatCursor(chat, start, head, latestHandshake, group, pending, counters, next);
  }
}
