package chat.sotto.client.content;

import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.group.CommitStatement;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.v1.CommitEntry;
import chat.sotto.v1.DeletionEntry;
import chat.sotto.v1.DeviceRef;
import chat.sotto.v1.NoticeEntry;
import com.google.crypto.tink.util.Bytes;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;

/** The payloads of a log that the server reads too: commits, deletions, notices. */
public sealed interface EntryPayload {
  /** A handshake: opaque bytes, and what they do said in the clear. */
  record Commit(Bytes commit, CommitStatement statement) implements EntryPayload {}

  /** A message's payload is gone. */
  record Deletion(Seq target) implements EntryPayload {}

  /** The server has something to say. */
  record Notice(NoticeKind kind, Username user, List<DeviceId> removedDevices, boolean closesChat)
      implements EntryPayload {
    /** Copies the list. */
    public Notice {
      removedDevices = List.copyOf(removedDevices);
    }
  }

  /** What the server has to say. */
  enum NoticeKind {
    /** The user left or deleted the chat. */
    LEFT,
    /** The user's account was deleted. */
    ACCOUNT_DELETED,
    /** The invited user declined. */
    DECLINED,
    /** Something that only newer versions know. */
    UNKNOWN
  }

  /** The most devices or users that a statement names in one list. */
  int MAX_LIST = 1_000;

  /** A commit entry's payload. */
  static Commit commit(Bytes payload) throws MalformedBytesException {
    try {
      CommitEntry entry = CommitEntry.parseFrom(payload.toByteArray());
      chat.sotto.v1.CommitStatement statement = entry.getStatement();
      return new Commit(
          Bytes.copyFrom(entry.getCommit().toByteArray()),
          new CommitStatement(
              devices(statement.getAddedList()),
              devices(statement.getRemovedList()),
              users(statement.getInvitedList()),
              users(statement.getUninvitedList()),
              statement.getRolesCount() > 0));
    } catch (InvalidProtocolBufferException | SottoException e) {
      throw new MalformedBytesException("a commit entry does not decode");
    }
  }

  /** A deletion entry's payload. */
  static Deletion deletion(Bytes payload) throws MalformedBytesException {
    try {
      return new Deletion(new Seq(DeletionEntry.parseFrom(payload.toByteArray()).getTargetSeq()));
    } catch (InvalidProtocolBufferException | SottoException e) {
      throw new MalformedBytesException("a deletion entry does not decode");
    }
  }

  /** A notice entry's payload. */
  static Notice notice(Bytes payload) throws MalformedBytesException {
    try {
      NoticeEntry entry = NoticeEntry.parseFrom(payload.toByteArray());
      bound(entry.getRemovedDevicesList());
      NoticeKind kind =
          switch (entry.getKind()) {
            case NOTICE_KIND_LEFT -> NoticeKind.LEFT;
            case NOTICE_KIND_ACCOUNT_DELETED -> NoticeKind.ACCOUNT_DELETED;
            case NOTICE_KIND_DECLINED -> NoticeKind.DECLINED;
            case NOTICE_KIND_UNSPECIFIED, UNRECOGNIZED -> NoticeKind.UNKNOWN;
          };
      return new Notice(
          kind,
          new Username(entry.getUsername()),
          entry.getRemovedDevicesList().stream().map(EntryPayload::device).toList(),
          entry.getClosesChat());
    } catch (InvalidProtocolBufferException | SottoException e) {
      throw new MalformedBytesException("a notice entry does not decode");
    }
  }

  private static List<CommitStatement.Device> devices(List<DeviceRef> refs)
      throws MalformedBytesException {
    bound(refs);
    List<CommitStatement.Device> devices = new ArrayList<>();
    for (DeviceRef ref : refs) {
      devices.add(
          new CommitStatement.Device(new Username(ref.getUsername()), device(ref.getDeviceId())));
    }
    return devices;
  }

  private static List<Username> users(List<String> names) throws MalformedBytesException {
    bound(names);
    return names.stream().map(Username::new).toList();
  }

  private static DeviceId device(ByteString id) {
    return DeviceId.of(id.toByteArray());
  }

  private static void bound(List<?> list) throws MalformedBytesException {
    if (list.size() > MAX_LIST) {
      throw new MalformedBytesException("a list is longer than " + MAX_LIST);
    }
  }
}
