package chat.sotto.service.store.rows;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.GroupInfo;
import chat.sotto.service.domain.ReadMark;
import chat.sotto.service.domain.ReadingSpan;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.Username;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Devices that read chats, and what joiners and readers leave there. */
public interface ReaderRows {
  /** A device in a chat. */
  Optional<ReaderRow> find(ChatId chat, DeviceId device);

  /** All devices that read a chat, or did. */
  List<ReaderRow> of(ChatId chat);

  /** A user's devices that read a chat, or did. */
  List<ReaderRow> of(ChatId chat, Username user);

  /** What a device has not acknowledged of all chats, ordered by chat. */
  List<ReadingSpan> behind(DeviceId device);

  /** Adds or replaces a device in a chat. */
  void put(ReaderRow reader);

  /**
   * Moves a position forward, if it is there and smaller; never beyond what the device may read.
   */
  void advance(ChatId chat, DeviceId device, Seq position);

  /** Removes a user's devices and read mark from a chat. */
  void remove(ChatId chat, Username user);

  /** Adds or replaces a group info; of a chat's, the newest stay. */
  void putGroupInfo(ChatId chat, GroupInfo info, int keep);

  /** The group info of a commit, or the latest. */
  Optional<GroupInfo> findGroupInfo(ChatId chat, Optional<Seq> handshakeSeq);

  /** Notes that a device replaced a group info; notes of before a time are forgotten. */
  void putReplacement(DeviceId device, Instant time, Instant forgetBefore);

  /** How many group infos a device has replaced after a time. */
  int countReplacements(DeviceId device, Instant after);

  /** Adds or replaces a user's read mark. */
  void putReadMark(ReadMark mark);

  /** Everybody's read marks, ordered by name. */
  List<ReadMark> readMarks(ChatId chat);
}
