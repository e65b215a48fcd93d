package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ChatSummary;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.GroupInfo;
import chat.sotto.service.domain.Invitation;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.LogHash;
import chat.sotto.service.domain.ReadingSpan;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.ChatLog;
import chat.sotto.service.store.ChatStore;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import java.util.List;
import java.util.Optional;

/**
 * What a user can look up of their chats. All of it blocks; what is not the caller's to see does
 * not exist.
 */
public final class ReadChats {
  /** Payload bytes of a stretch: leaves room in 2 MiB for what surrounds them. */
  private static final long STRETCH_BYTES = (2 << 20) - (160 << 10);

  private final ChatStore chats;
  private final ChatLog log;
  private final ServerTime time;

  /** Over the chats and their logs. */
  public ReadChats(ChatStore chats, ChatLog log, ServerTime time) {
    this.chats = chats;
    this.log = log;
    this.time = time;
  }

  /**
   * A stretch of a log.
   *
   * @param entries contiguous, ascending
   * @param hashBefore {@code H(first entry's seq - 1)}
   * @param last the last entry that the device may read
   */
  public record Stretch(List<LogEntry> entries, LogHash hashBefore, Seq last) {}

  /** Invitations that wait for the user, oldest first, after the given one. */
  public List<Invitation> invitations(Username user, Optional<Invitation> after, int limit) {
    return chats.invitations(user, time.now(), after, limit);
  }

  /** The user's chats, ordered by id, after the given one. */
  public List<ChatSummary> summaries(DeviceRef viewer, Optional<ChatId> after, int limit) {
    return chats.summaries(viewer, after, limit);
  }

  /**
   * A stretch of a chat's log from {@code from}, or from the device's join if that is later.
   *
   * @throws RefusedException if the device reads no such chat
   */
  public Stretch stretch(ChatId chat, DeviceRef reader, Seq from, int limit) {
    ReadingSpan span = chats.findSpan(chat, reader).orElseThrow(ChatRefusals::noSuchChat);
    long end = span.lastSeq().value();
    Seq first = new Seq(Math.min(Math.max(from.value(), span.joinedSeq().value()), end + 1));
    List<LogEntry> entries =
        log.read(chat, first, limit, STRETCH_BYTES).stream()
            .filter(entry -> entry.seq().value() <= end)
            .toList();
    LogHash hash = log.findHash(chat, first.previous()).orElseThrow(ChatRefusals::noSuchChat);
    return new Stretch(entries, hash, span.lastSeq());
  }

  /**
   * The group info of a commit, or of the latest.
   *
   * @throws RefusedException if the user is neither member nor invited, or no such group info is
   *     kept
   */
  public GroupInfo groupInfo(ChatId chat, DeviceRef viewer, Optional<Seq> handshake) {
    return chats
        .findGroupInfo(chat, viewer.user(), handshake)
        .orElseThrow(
            () ->
                chats.findSummary(chat, viewer).isPresent()
                    ? RefusedException.of(
                        Reason.ENTRY_NOT_FOUND, "no group info of this commit is kept")
                    : ChatRefusals.noSuchChat());
  }
}
