package chat.sotto.service.store.rows;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ChatKind;
import chat.sotto.service.domain.ChatState;
import chat.sotto.service.domain.ChatSummary;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.LogHash;
import chat.sotto.service.domain.Member;
import chat.sotto.service.domain.Membership;
import chat.sotto.service.domain.Seq;
import java.util.List;
import java.util.Optional;

/** What a user sees of a chat. */
final class ChatViews {
  private static final int MEMBERS_SHOWN = 16;

  private ChatViews() {}

  static Optional<ChatSummary> findSummary(Rows rows, ChatId id, DeviceRef viewer) {
    Optional<ChatRow> chat = rows.chats().find(id);
    Optional<MemberRow> member =
        rows.chats().findMember(id, viewer.user()).filter(row -> !row.forgotten());
    if (chat.isEmpty() || member.isEmpty()) {
      return Optional.empty();
    }
    Optional<ReaderRow> reader =
        rows.readers().find(id, viewer.device()).filter(row -> row.device().equals(viewer));
    Seq end = chat.get().head().lastSeq();
    return Optional.of(
        new ChatSummary(
            id,
            chat.get().head().kind(),
            member.get().membership() == Membership.LEFT
                ? ChatState.CLOSED
                : chat.get().head().state(),
            members(rows, chat.get()),
            reader.map(row -> row.span(end).lastSeq()).orElse(end),
            chat.get().head().handshakeSeq(),
            reader.map(ReaderRow::joined).orElse(Seq.ZERO),
            reader.map(ReaderRow::position).orElse(Seq.ZERO),
            reader.flatMap(row -> findHash(rows, id, row.joined().previous()))));
  }

  /** {@code H(seq)}, of the log's beginning too. */
  static Optional<LogHash> findHash(Rows rows, ChatId chat, Seq seq) {
    if (seq.equals(Seq.ZERO)) {
      return rows.chats().find(chat).map(row -> LogHash.ZERO);
    }
    return rows.entries().findHash(chat, seq);
  }

  private static List<Member> members(Rows rows, ChatRow chat) {
    boolean direct = chat.head().kind() == ChatKind.DIRECT;
    return rows.chats().members(chat.id()).stream()
        // Who has left a direct chat is still the one it was with.
        .filter(row -> direct || (!row.forgotten() && row.membership() != Membership.LEFT))
        .limit(MEMBERS_SHOWN)
        .map(row -> new Member(row.user(), row.role(), neverJoined(row)))
        .toList();
  }

  private static boolean neverJoined(MemberRow row) {
    return row.membership() == Membership.INVITED || row.membership() == Membership.DECLINED;
  }
}
