package chat.sotto.client.transport;

import chat.sotto.client.chatlog.LogEntry;
import chat.sotto.client.group.CommitStatement;
import chat.sotto.client.model.AccountPublicKey;
import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.DevicePublicKey;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.v1.CommitSubmission;
import chat.sotto.v1.Device;
import chat.sotto.v1.DeviceRef;
import chat.sotto.v1.LookUpUserResponse;
import chat.sotto.v1.RegistrationMode;
import com.google.crypto.tink.util.Bytes;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Between generated messages and this package's values. What breaks the contract becomes {@code
 * BAD_RESPONSE}.
 */
final class Wire {

  private Wire() {}

  static ByteString bytes(Bytes value) {
    return ByteString.copyFrom(value.toByteArray());
  }

  static ByteString bytes(ChatId chat) {
    return bytes(chat.value());
  }

  static ByteString bytes(ClientMessageId id) {
    return bytes(id.value());
  }

  static ChatId chat(ByteString bytes) {
    return ChatId.of(bytes.toByteArray());
  }

  static DeviceId device(ByteString bytes) {
    return DeviceId.of(bytes.toByteArray());
  }

  static ClientMessageId clientId(ByteString bytes) {
    return ClientMessageId.of(bytes.toByteArray());
  }

  static LogHash hash(ByteString bytes) {
    return LogHash.of(bytes.toByteArray());
  }

  /** Bytes of bounded length. */
  static ByteString atMost(String what, ByteString bytes, int length) {
    if (bytes.size() > length) {
      throw bad("the server's " + what + " is longer than it may be");
    }
    return bytes;
  }

  static Username username(String name) {
    try {
      return new Username(name);
    } catch (SottoException e) {
      throw bad("a user name in the server's answer breaks the rule").cause(e);
    }
  }

  static SottoException bad(String message) {
    return new SottoException(Reason.BAD_RESPONSE, message);
  }

  static ChatKind kind(chat.sotto.v1.ChatKind kind) {
    return switch (kind) {
      case CHAT_KIND_DIRECT -> ChatKind.DIRECT;
      case CHAT_KIND_GROUP -> ChatKind.GROUP;
      case CHAT_KIND_ROOM -> ChatKind.ROOM;
      case CHAT_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw bad("the server names an unknown chat kind");
    };
  }

  static chat.sotto.v1.ChatKind kind(ChatKind kind) {
    return switch (kind) {
      case DIRECT -> chat.sotto.v1.ChatKind.CHAT_KIND_DIRECT;
      case GROUP -> chat.sotto.v1.ChatKind.CHAT_KIND_GROUP;
      case ROOM -> chat.sotto.v1.ChatKind.CHAT_KIND_ROOM;
    };
  }

  private static ChatState state(chat.sotto.v1.ChatState state) {
    return switch (state) {
      case CHAT_STATE_PENDING -> ChatState.PENDING;
      case CHAT_STATE_ACTIVE -> ChatState.ACTIVE;
      case CHAT_STATE_CLOSED -> ChatState.CLOSED;
      case CHAT_STATE_UNSPECIFIED, UNRECOGNIZED ->
          throw bad("the server names an unknown chat state");
    };
  }

  static LogEntry entry(chat.sotto.v1.LogEntry entry) {
    return new LogEntry(
        chat(entry.getChatId()),
        new Seq(entry.getSeq()),
        entry.getKindValue(),
        device(entry.getSenderDevice()),
        clientId(entry.getClientId()),
        entry.getTimeMs(),
        Bytes.copyFrom(entry.getPayload().toByteArray()),
        entry.getEntryHash().isEmpty() ? Optional.empty() : Optional.of(hash(entry.getEntryHash())),
        entry.getExpired());
  }

  static Announcement announcement(chat.sotto.v1.Announcement said) {
    if (said.getId() <= 0
        || said.getText().isEmpty()
        || said.getTextBytes().size() > Announcement.MAX_BYTES) {
      throw bad("the server announces something beyond its limits");
    }
    return new Announcement(
        said.getId(), Instant.ofEpochMilli(said.getTimeMs()), said.getText(), said.getWhispered());
  }

  static CommitReceipt receipt(chat.sotto.v1.CommitReceipt receipt) {
    return new CommitReceipt(
        chat(receipt.getChatId()),
        clientId(receipt.getClientId()),
        receipt.getSeq(),
        receipt.getTimeMs(),
        hash(receipt.getHashBefore()));
  }

  static CommitSubmission submission(CommitDraft draft) {
    return CommitSubmission.newBuilder()
        .setChatId(bytes(draft.chat()))
        .setClientId(bytes(draft.clientId()))
        .setAfterHandshake(draft.afterHandshake())
        .setCommit(draft.commit())
        .setGroupInfo(draft.groupInfo())
        .setStatement(statement(draft.statement()))
        .build();
  }

  private static chat.sotto.v1.CommitStatement statement(CommitStatement statement) {
    chat.sotto.v1.CommitStatement.Builder out = chat.sotto.v1.CommitStatement.newBuilder();
    statement.added().forEach(device -> out.addAdded(ref(device)));
    statement.removed().forEach(device -> out.addRemoved(ref(device)));
    statement.invited().forEach(user -> out.addInvited(user.value()));
    statement.uninvited().forEach(user -> out.addUninvited(user.value()));
    return out.build();
  }

  static CommitStatement statement(chat.sotto.v1.CommitStatement statement) {
    return new CommitStatement(
        statement.getAddedList().stream().map(Wire::ref).toList(),
        statement.getRemovedList().stream().map(Wire::ref).toList(),
        statement.getInvitedList().stream().map(Wire::username).toList(),
        statement.getUninvitedList().stream().map(Wire::username).toList(),
        statement.getRolesCount() > 0);
  }

  private static DeviceRef ref(CommitStatement.Device device) {
    return DeviceRef.newBuilder()
        .setUsername(device.username().value())
        .setDeviceId(bytes(device.device().value()))
        .build();
  }

  private static CommitStatement.Device ref(DeviceRef ref) {
    return new CommitStatement.Device(username(ref.getUsername()), device(ref.getDeviceId()));
  }

  static ChatSummary summary(chat.sotto.v1.ChatSummary summary) {
    return new ChatSummary(
        chat(summary.getChatId()),
        kind(summary.getKind()),
        state(summary.getState()),
        summary.getMembersList().stream()
            .map(m -> new ChatSummary.Member(username(m.getUsername()), m.getInvited()))
            .toList(),
        summary.getLastSeq(),
        summary.getLatestHandshake(),
        summary.getJoinedSeq(),
        summary.getPosition(),
        summary.getHashBeforeJoin().isEmpty() ? null : hash(summary.getHashBeforeJoin()));
  }

  static ChatInvitation invitation(chat.sotto.v1.ChatRequest request) {
    return new ChatInvitation(
        chat(request.getChatId()),
        kind(request.getKind()),
        username(request.getFrom()),
        request.getTimeMs());
  }

  static UserRecord user(LookUpUserResponse response) {
    return new UserRecord(
        username(response.getUsername()),
        AccountPublicKey.of(response.getAccountKey().toByteArray()),
        response.getGeneration(),
        devices(response.getDevicesList()));
  }

  static List<DeviceRecord> devices(List<Device> devices) {
    return devices.stream().map(Wire::device).toList();
  }

  private static DeviceRecord device(Device device) {
    return new DeviceRecord(
        device(device.getDeviceId()),
        DevicePublicKey.of(device.getDeviceKey().toByteArray()),
        device.getAttestation(),
        device.getGeneration(),
        device.getName(),
        device.getCreatedMs(),
        device.getLastSeenMs());
  }

  static chat.sotto.v1.SealedVaultKeys vaultKeys(SealedVaultKeys keys) {
    return chat.sotto.v1.SealedVaultKeys.newBuilder()
        .setByPassword(keys.byPassword())
        .setByRecovery(keys.byRecovery())
        .build();
  }

  static ServerFacts facts(chat.sotto.v1.GetServerInfoResponse info) {
    RegistrationMode mode = info.getRegistration();
    return new ServerFacts(
        info.getServerId(),
        info.getCaCertificate(),
        info.getChatHost(),
        info.getChatPort(),
        info.getMinProtocolVersion(),
        info.getMaxProtocolVersion(),
        mode == RegistrationMode.REGISTRATION_MODE_CLOSED,
        mode == RegistrationMode.REGISTRATION_MODE_INVITE,
        info.getSoftwareVersion(),
        Instant.ofEpochMilli(info.getTimeMs()),
        info.getRetentionSeconds());
  }
}
