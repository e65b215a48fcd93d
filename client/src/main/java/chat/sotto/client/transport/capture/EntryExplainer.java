package chat.sotto.client.transport.capture;

import chat.sotto.client.content.EnvelopeHeader;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.v1.CommitEntry;
import chat.sotto.v1.CommitStatement;
import chat.sotto.v1.DeletionEntry;
import chat.sotto.v1.EntryKind;
import chat.sotto.v1.LogEntry;
import chat.sotto.v1.NoticeEntry;
import com.google.crypto.tink.util.Bytes;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Explains an entry of a log: its place, its hashes, and what its payload shows. */
final class EntryExplainer {
  private final ChainCheck chains;

  EntryExplainer(ChainCheck chains) {
    this.chains = chains;
  }

  Explanation explain(LogEntry entry) {
    boolean message = entry.getKind() == EntryKind.ENTRY_KIND_MESSAGE;
    boolean deleted = !entry.getEntryHash().isEmpty();
    Optional<EnvelopeHeader> envelope =
        message ? Facts.envelope(entry.getPayload()) : Optional.empty();
    Optional<chat.sotto.client.chatlog.LogEntry> canonical = canonical(entry);
    LogHash hash = canonical.map(known -> chains.add(known, envelope)).orElse(null);
    return Explanation.of("frame", "entry")
        .and("chat", Facts.id(entry.getChatId()))
        .and("seq", Facts.unsigned(entry.getSeq()))
        .and("kind", Facts.constant(entry.getKind(), entry.getKindValue(), "ENTRY_KIND_"))
        .and("sender_device", Facts.idUnlessZero(entry.getSenderDevice()))
        .and("client_id", Facts.idUnlessZero(entry.getClientId()))
        .and("time", Facts.time(entry.getTimeMs()))
        .and("payload_bytes", entry.getPayload().size())
        .and("deleted", deleted)
        .and(
            "entry_hash",
            canonical.map(known -> HexFormat.of().formatHex(known.entryHash())).orElse(null))
        .and("hash", hash == null ? null : hash.toString())
        .and("envelope", Facts.envelope(envelope))
        .and("commit", commit(entry))
        .and("deletion", deletion(entry))
        .and("notice", notice(entry))
        .build();
  }

  /** Empty for what no log holds. */
  private static Optional<chat.sotto.client.chatlog.LogEntry> canonical(LogEntry entry) {
    try {
      return Optional.of(
          new chat.sotto.client.chatlog.LogEntry(
              ChatId.of(entry.getChatId().toByteArray()),
              new Seq(entry.getSeq()),
              entry.getKindValue(),
              DeviceId.of(entry.getSenderDevice().toByteArray()),
              ClientMessageId.of(entry.getClientId().toByteArray()),
              entry.getTimeMs(),
              Bytes.copyFrom(entry.getPayload().toByteArray()),
              entry.getEntryHash().isEmpty()
                  ? Optional.empty()
                  : Optional.of(LogHash.of(entry.getEntryHash().toByteArray()))));
    } catch (SottoException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Explanation commit(LogEntry entry) {
    if (entry.getKind() != EntryKind.ENTRY_KIND_COMMIT) {
      return null;
    }
    try {
      CommitEntry commit = CommitEntry.parseFrom(entry.getPayload());
      return commit(commit.getCommit(), commit.getStatement());
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }

  /** A commit and its statement. */
  static Explanation commit(ByteString commit, CommitStatement statement) {
    return Explanation.of("commit_bytes", commit.size())
        .and("agreement", Facts.agreement(commit))
        .and("added", Facts.devices(statement.getAddedList()))
        .and("removed", Facts.devices(statement.getRemovedList()))
        .and("invited", Facts.users(statement.getInvitedList()))
        .and("uninvited", Facts.users(statement.getUninvitedList()))
        .and(
            "roles",
            statement.getRolesList().stream()
                .limit(1_000)
                .map(
                    role ->
                        Explanation.of("username", Facts.user(role.getUsername()))
                            .and(
                                "role",
                                Facts.constant(role.getRole(), role.getRoleValue(), "ROLE_"))
                            .build())
                .toList())
        .build();
  }

  private static @Nullable Explanation deletion(LogEntry entry) {
    if (entry.getKind() != EntryKind.ENTRY_KIND_DELETION) {
      return null;
    }
    try {
      return Explanation.of(
              "target_seq",
              Facts.unsigned(DeletionEntry.parseFrom(entry.getPayload()).getTargetSeq()))
          .build();
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }

  private static @Nullable Explanation notice(LogEntry entry) {
    if (entry.getKind() != EntryKind.ENTRY_KIND_NOTICE) {
      return null;
    }
    try {
      NoticeEntry notice = NoticeEntry.parseFrom(entry.getPayload());
      List<String> removed =
          notice.getRemovedDevicesList().stream()
              .limit(1_000)
              .map(device -> String.valueOf(Facts.id(device)))
              .toList();
      return Explanation.of(
              "kind", Facts.constant(notice.getKind(), notice.getKindValue(), "NOTICE_KIND_"))
          .and("username", Facts.user(notice.getUsername()))
          .and("removed", removed)
          .and("closes_chat", notice.getClosesChat())
          .build();
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }
}
