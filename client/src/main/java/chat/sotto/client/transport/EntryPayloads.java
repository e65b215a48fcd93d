package chat.sotto.client.transport;

import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.v1.CommitEntry;
import chat.sotto.v1.DeletionEntry;
import chat.sotto.v1.NoticeEntry;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;

/**
 * Reads the payloads of log entries that the server can read too. Malformed ones are {@code
 * BAD_RESPONSE}.
 */
public final class EntryPayloads {

  private EntryPayloads() {}

  /** A commit entry's payload. */
  public record Commit(ByteString commit, Statement statement) {}

  /** A notice's payload. */
  public record Notice(
      NoticeKind kind, Username username, List<DeviceId> removed, boolean closesChat) {
    public Notice {
      removed = List.copyOf(removed);
    }
  }

  /** What the server has to say. */
  public enum NoticeKind {
    /** The user left or deleted the chat. */
    LEFT,
    /** The user's account was deleted. */
    ACCOUNT_DELETED,
    /** The invited user declined. */
    DECLINED,
    /** Something that only newer versions know. */
    UNKNOWN
  }

  /** Reads a commit entry. */
  public static Commit commit(ByteString payload) {
    try {
      CommitEntry entry = CommitEntry.parseFrom(payload);
      return new Commit(entry.getCommit(), Wire.statement(entry.getStatement()));
    } catch (InvalidProtocolBufferException e) {
      throw malformed(e);
    }
  }

  /** Reads a deletion entry: the sequence whose payload is gone. */
  public static long deletion(ByteString payload) {
    try {
      return DeletionEntry.parseFrom(payload).getTargetSeq();
    } catch (InvalidProtocolBufferException e) {
      throw malformed(e);
    }
  }

  /** Reads a notice. */
  public static Notice notice(ByteString payload) {
    try {
      NoticeEntry entry = NoticeEntry.parseFrom(payload);
      NoticeKind kind =
          switch (entry.getKind()) {
            case NOTICE_KIND_LEFT -> NoticeKind.LEFT;
            case NOTICE_KIND_ACCOUNT_DELETED -> NoticeKind.ACCOUNT_DELETED;
            case NOTICE_KIND_DECLINED -> NoticeKind.DECLINED;
            case NOTICE_KIND_UNSPECIFIED, UNRECOGNIZED -> NoticeKind.UNKNOWN;
          };
      return new Notice(
          kind,
          Wire.username(entry.getUsername()),
          entry.getRemovedDevicesList().stream().map(Wire::device).toList(),
          entry.getClosesChat());
    } catch (InvalidProtocolBufferException e) {
      throw malformed(e);
    }
  }

  private static SottoException malformed(InvalidProtocolBufferException e) {
    return Wire.bad("an entry of the log does not decode").cause(e);
  }
}
