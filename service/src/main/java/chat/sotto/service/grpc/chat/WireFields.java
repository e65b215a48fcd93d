package chat.sotto.service.grpc.chat;

import chat.sotto.service.domain.AttachmentId;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ClientMessageId;
import chat.sotto.service.domain.CommitDraft;
import chat.sotto.service.domain.CommitStatement;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.MessageDraft;
import chat.sotto.service.domain.RoleChange;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.Username;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.v1.CommitEntry;
import chat.sotto.v1.CommitSubmission;
import chat.sotto.v1.Role;
import chat.sotto.v1.Send;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What clients say, taken apart and checked: every method throws {@link RefusedException} naming
 * the field that breaks its rule.
 */
final class WireFields {
  static final int MAX_MESSAGE = 81_920;
  static final int MAX_COMMIT = 1 << 20;
  static final int MAX_GROUP_INFO = 2 << 20;
  static final int MAX_SEALED = 1_024;
  static final int MAX_LIST = 1_000;

  private static final int ID_SIZE = 16;

  private WireFields() {}

  static ChatId chatId(String field, ByteString bytes) {
    requireId(field, bytes);
    return ChatId.of(bytes);
  }

  static Seq seq(String field, long value) {
    if (value < 0) {
      throw RefusedException.invalidField(field, "is no sequence that a log can reach");
    }
    return new Seq(value);
  }

  /** Opaque bytes of 1 to {@code max}. */
  static ByteString opaque(String field, ByteString bytes, int max) {
    if (bytes.isEmpty()) {
      throw RefusedException.invalidField(field, "must not be empty");
    }
    if (bytes.size() > max) {
      throw RefusedException.invalid(
          Reason.PAYLOAD_TOO_LARGE, field, "has at most " + max + " bytes, not " + bytes.size());
    }
    return bytes;
  }

  static MessageDraft message(Send send, DeviceRef sender) {
    return new MessageDraft(
        chatId("chat_id", send.getChatId()),
        sender,
        clientId("client_id", send.getClientId()),
        seq("after_handshake", send.getAfterHandshake()),
        opaque("payload", send.getPayload(), MAX_MESSAGE),
        send.getAttachmentId().isEmpty()
            ? Optional.empty()
            : Optional.of(attachmentId("attachment_id", send.getAttachmentId())));
  }

  private static AttachmentId attachmentId(String field, ByteString bytes) {
    requireId(field, bytes);
    return AttachmentId.of(bytes);
  }

  static CommitDraft commit(CommitSubmission commit, DeviceRef author) {
    CommitEntry payload =
        CommitEntry.newBuilder()
            .setCommit(opaque("commit", commit.getCommit(), MAX_COMMIT))
            .setStatement(commit.getStatement())
            .build();
    return new CommitDraft(
        chatId("chat_id", commit.getChatId()),
        author,
        clientId("client_id", commit.getClientId()),
        seq("after_handshake", commit.getAfterHandshake()),
        payload.toByteString(),
        statement(commit.getStatement()),
        opaque("group_info", commit.getGroupInfo(), MAX_GROUP_INFO));
  }

  private static CommitStatement statement(chat.sotto.v1.CommitStatement statement) {
    return new CommitStatement(
        list("statement.added", statement.getAddedList(), WireFields::deviceRef),
        list("statement.removed", statement.getRemovedList(), WireFields::deviceRef),
        list("statement.roles", statement.getRolesList(), WireFields::roleChange),
        list("statement.invited", statement.getInvitedList(), WireFields::username),
        list("statement.uninvited", statement.getUninvitedList(), WireFields::username));
  }

  private interface Element<W, D> {
    D read(String field, W wire);
  }

  private static <W, D> List<D> list(String field, List<W> wire, Element<W, D> element) {
    if (wire.size() > MAX_LIST) {
      throw RefusedException.invalidField(field, "has at most " + MAX_LIST + " elements");
    }
    List<D> read = new ArrayList<>(wire.size());
    for (int i = 0; i < wire.size(); i++) {
      read.add(element.read(field + "[" + i + "]", wire.get(i)));
    }
    return read;
  }

  private static DeviceRef deviceRef(String field, chat.sotto.v1.DeviceRef wire) {
    requireId(field + ".device_id", wire.getDeviceId());
    return new DeviceRef(
        username(field + ".username", wire.getUsername()), DeviceId.of(wire.getDeviceId()));
  }

  private static RoleChange roleChange(String field, chat.sotto.v1.RoleChange wire) {
    Function<chat.sotto.service.domain.Role, RoleChange> give =
        role -> new RoleChange(username(field + ".username", wire.getUsername()), role);
    Role role = wire.getRole();
    return switch (role) {
      case ROLE_MEMBER -> give.apply(chat.sotto.service.domain.Role.MEMBER);
      case ROLE_ADMIN -> give.apply(chat.sotto.service.domain.Role.ADMIN);
      case ROLE_OWNER -> give.apply(chat.sotto.service.domain.Role.OWNER);
      case ROLE_UNSPECIFIED, UNRECOGNIZED ->
          throw RefusedException.invalidField(field + ".role", "is no role");
    };
  }

  /**
   * A name as it stands in a statement that others will compare: it must be in its one form
   * already.
   */
  private static Username username(String field, String value) {
    return Username.parse(value)
        .filter(name -> name.value().equals(value))
        .orElseThrow(() -> RefusedException.invalidField(field, "is no user name"));
  }

  private static ClientMessageId clientId(String field, ByteString bytes) {
    requireId(field, bytes);
    ClientMessageId id = ClientMessageId.of(bytes);
    if (id.equals(ClientMessageId.NONE)) {
      throw RefusedException.invalidField(field, "must not be zero");
    }
    return id;
  }

  private static void requireId(String field, ByteString bytes) {
    if (bytes.size() != ID_SIZE) {
      throw RefusedException.invalidField(field, "has 16 bytes, not " + bytes.size());
    }
  }
}
