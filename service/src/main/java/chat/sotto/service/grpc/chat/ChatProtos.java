package chat.sotto.service.grpc.chat;

import chat.sotto.service.domain.Announcement;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.domain.Username;
import chat.sotto.service.usecase.chat.WriteOutcome;
import chat.sotto.v1.ChatKind;
import chat.sotto.v1.ChatRequest;
import chat.sotto.v1.ChatState;
import chat.sotto.v1.ChatSummary;
import chat.sotto.v1.CommitReceipt;
import chat.sotto.v1.EntryKind;
import chat.sotto.v1.LogEntry;
import chat.sotto.v1.Member;
import chat.sotto.v1.RejectReason;
import chat.sotto.v1.Role;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Domain values in the schema's form. */
final class ChatProtos {
  private ChatProtos() {}

  static LogEntry entry(chat.sotto.service.domain.LogEntry entry) {
    LogEntry.Builder proto =
        LogEntry.newBuilder()
            .setChatId(entry.chat().toByteString())
            .setSeq(entry.seq().value())
            .setKind(kind(entry.kind()))
            .setSenderDevice(entry.sender().toByteString())
            .setClientId(entry.clientId().toByteString())
            .setTimeMs(entry.time().toEpochMilli())
            .setPayload(entry.payload())
            .setExpired(entry.expired());
    entry.keptHash().ifPresent(hash -> proto.setEntryHash(hash.bytes()));
    return proto.build();
  }

  static CommitReceipt receipt(WriteOutcome.Written written) {
    return CommitReceipt.newBuilder()
        .setChatId(written.entry().chat().toByteString())
        .setClientId(written.entry().clientId().toByteString())
        .setSeq(written.entry().seq().value())
        .setTimeMs(written.entry().time().toEpochMilli())
        .setHashBefore(written.hashBefore().bytes())
        .build();
  }

  static ChatRequest request(
      ChatId chat, chat.sotto.service.domain.ChatKind kind, Username from, Instant time) {
    return ChatRequest.newBuilder()
        .setChatId(chat.toByteString())
        .setKind(kind(kind))
        .setFrom(from.value())
        .setTimeMs(time.toEpochMilli())
        .build();
  }

  static ChatSummary summary(chat.sotto.service.domain.ChatSummary summary) {
    ChatSummary.Builder proto =
        ChatSummary.newBuilder()
            .setChatId(summary.chat().toByteString())
            .setKind(kind(summary.kind()))
            .setState(state(summary.state()))
            .setLastSeq(summary.lastSeq().value())
            .setLatestHandshake(summary.handshakeSeq().value())
            .setJoinedSeq(summary.joinedSeq().value())
            .setPosition(summary.position().value())
            .setHashBeforeJoin(
                summary.hashBeforeJoin().map(hash -> hash.bytes()).orElse(ByteString.EMPTY));
    summary
        .members()
        .forEach(
            member ->
                proto.addMembers(
                    Member.newBuilder()
                        .setUsername(member.user().value())
                        .setRole(role(member.role()))
                        .setInvited(member.invited())));
    return proto.build();
  }

  static RejectReason reason(Rejection rejection) {
    return switch (rejection.reason()) {
      case CHAT_NOT_FOUND, ENTRY_NOT_FOUND -> RejectReason.REJECT_REASON_CHAT_NOT_FOUND;
      case CHAT_PENDING -> RejectReason.REJECT_REASON_CHAT_PENDING;
      case CHAT_CLOSED -> RejectReason.REJECT_REASON_CHAT_CLOSED;
      case BLOCKED -> RejectReason.REJECT_REASON_BLOCKED;
      case STALE_EPOCH -> RejectReason.REJECT_REASON_STALE_EPOCH;
      case STALE_HANDSHAKE -> RejectReason.REJECT_REASON_STALE_HANDSHAKE;
      case STATEMENT_REFUSED, NOT_INVITED, DECLINED, NOT_YOURS, USER_NOT_FOUND ->
          RejectReason.REJECT_REASON_STATEMENT_REFUSED;
      case LIMIT_REACHED -> RejectReason.REJECT_REASON_SLOW_DOWN;
      case ATTACHMENT_NOT_FOUND -> RejectReason.REJECT_REASON_ATTACHMENT_NOT_FOUND;
      case ATTACHMENT_IN_USE -> RejectReason.REJECT_REASON_ATTACHMENT_IN_USE;
      case CHAT_ID_IN_USE -> RejectReason.REJECT_REASON_INVALID_FIELD;
    };
  }

  private static EntryKind kind(chat.sotto.service.domain.EntryKind kind) {
    return switch (kind) {
      case MESSAGE -> EntryKind.ENTRY_KIND_MESSAGE;
      case COMMIT -> EntryKind.ENTRY_KIND_COMMIT;
      case DELETION -> EntryKind.ENTRY_KIND_DELETION;
      case NOTICE -> EntryKind.ENTRY_KIND_NOTICE;
    };
  }

  /** The kind with this number in the schema. */
  static Optional<chat.sotto.service.domain.ChatKind> kind(int number) {
    return Arrays.stream(chat.sotto.service.domain.ChatKind.values())
        .filter(kind -> kind(kind).getNumber() == number)
        .findFirst();
  }

  static ChatKind kind(chat.sotto.service.domain.ChatKind kind) {
    return switch (kind) {
      case DIRECT -> ChatKind.CHAT_KIND_DIRECT;
      case GROUP -> ChatKind.CHAT_KIND_GROUP;
      case ROOM -> ChatKind.CHAT_KIND_ROOM;
    };
  }

  private static ChatState state(chat.sotto.service.domain.ChatState state) {
    return switch (state) {
      case PENDING -> ChatState.CHAT_STATE_PENDING;
      case ACTIVE -> ChatState.CHAT_STATE_ACTIVE;
      case CLOSED -> ChatState.CHAT_STATE_CLOSED;
    };
  }

  private static Role role(chat.sotto.service.domain.Role role) {
    return switch (role) {
      case MEMBER -> Role.ROLE_MEMBER;
      case ADMIN -> Role.ROLE_ADMIN;
      case OWNER -> Role.ROLE_OWNER;
    };
  }

  static chat.sotto.v1.Announcement announcement(Announcement made) {
    return chat.sotto.v1.Announcement.newBuilder()
        .setId(made.id())
        .setTimeMs(made.time().toEpochMilli())
        .setText(made.text())
        .setWhispered(made.addressee().isPresent())
        .build();
  }
}
