package chat.sotto.client.transport.capture;

import chat.sotto.client.model.ChatId;
import chat.sotto.v1.ClientFrame;
import chat.sotto.v1.CommitReceipt;
import chat.sotto.v1.CommitSubmission;
import chat.sotto.v1.ConnectRequest;
import chat.sotto.v1.ConnectResponse;
import chat.sotto.v1.FetchLogResponse;
import chat.sotto.v1.GetGroupInfoResponse;
import chat.sotto.v1.LogEntry;
import chat.sotto.v1.RejectReason;
import chat.sotto.v1.ServerFrame;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.rpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Explains messages, frame by frame. */
final class FrameExplainer {
  private final ChainCheck chains;
  private final EntryExplainer entries;
  private int messages;

  FrameExplainer(ChainCheck chains) {
    this.chains = chains;
    this.entries = new EntryExplainer(chains);
  }

  /** The frames of one message, numbered by the message in which they came. */
  List<Explanation> explain(Captured captured) {
    messages++;
    List<Explanation> numbered = new ArrayList<>();
    for (Explanation frame : frames(captured.message())) {
      numbered.add(
          new Explanation.Builder()
              .and(frame)
              .and("message", messages)
              .and("unknown_fields", captured.unknown())
              .build());
    }
    return numbered;
  }

  private List<Explanation> frames(Message message) {
    if (message instanceof ConnectResponse response) {
      return response.getFramesList().stream().map(this::frame).toList();
    }
    if (message instanceof ConnectRequest request) {
      return request.getFramesList().stream().map(FrameExplainer::frame).toList();
    }
    if (message instanceof FetchLogResponse response) {
      return log(response);
    }
    if (message instanceof LogEntry entry) {
      return List.of(entries.explain(entry));
    }
    if (message instanceof ServerFrame frame) {
      return List.of(frame(frame));
    }
    if (message instanceof ClientFrame frame) {
      return List.of(frame(frame));
    }
    if (message instanceof GetGroupInfoResponse info) {
      return List.of(
          Explanation.of("frame", "group_info")
              .and("handshake_seq", Facts.unsigned(info.getHandshakeSeq()))
              .and("group_info_bytes", info.getGroupInfo().size())
              .and("agreement", Facts.agreement(info.getGroupInfo()))
              .build());
    }
    return List.of(ErrorExplainer.explain((Status) message));
  }

  private List<Explanation> log(FetchLogResponse response) {
    List<Explanation> frames = new ArrayList<>();
    List<LogEntry> list = response.getEntriesList();
    frames.add(
        Explanation.of("frame", "log")
            .and("from", list.isEmpty() ? null : Facts.unsigned(list.get(0).getSeq()))
            .and("entries", list.size())
            .and("hash_before", Facts.hash(response.getHashBefore()))
            .and("last_seq", Facts.unsigned(response.getLastSeq()))
            .build());
    if (!list.isEmpty()) {
      stated(list.get(0).getChatId(), list.get(0).getSeq(), response.getHashBefore());
    }
    list.forEach(entry -> frames.add(entries.explain(entry)));
    return frames;
  }

  /** The server says what H(seq - 1) is. */
  private void stated(ByteString chat, long seq, ByteString hashBefore) {
    if (Facts.id(chat) != null && chat.size() == 16 && seq > 0) {
      Facts.logHash(hashBefore)
          .ifPresent(hash -> chains.stated(ChatId.of(chat.toByteArray()), seq - 1, hash));
    }
  }

  private Explanation frame(ServerFrame frame) {
    return switch (frame.getFrameCase()) {
      case HELLO_OK ->
          Explanation.of("frame", "hello_ok")
              .and("protocol_version", frame.getHelloOk().getProtocolVersion())
              .and("send_window", frame.getHelloOk().getSendWindow())
              .and("receive_window", frame.getHelloOk().getReceiveWindow())
              .build();
      case ENTRY -> entries.explain(frame.getEntry());
      case CAUGHT_UP -> Explanation.of("frame", "caught_up").build();
      case SENT ->
          Explanation.of("frame", "sent")
              .and("chat", Facts.id(frame.getSent().getChatId()))
              .and("client_id", Facts.id(frame.getSent().getClientId()))
              .and("seq", Facts.unsigned(frame.getSent().getSeq()))
              .and("time", Facts.time(frame.getSent().getTimeMs()))
              .build();
      case SEND_REJECTED ->
          rejected(
              "send_rejected",
              frame.getSendRejected().getChatId(),
              frame.getSendRejected().getClientId(),
              frame.getSendRejected().getReason(),
              frame.getSendRejected().getReasonValue(),
              frame.getSendRejected().getDetail(),
              frame.getSendRejected().getLatestHandshake());
      case COMMIT_RECEIPT -> receipt(frame.getCommitReceipt());
      case COMMIT_REJECTED ->
          rejected(
              "commit_rejected",
              frame.getCommitRejected().getChatId(),
              frame.getCommitRejected().getClientId(),
              frame.getCommitRejected().getReason(),
              frame.getCommitRejected().getReasonValue(),
              frame.getCommitRejected().getDetail(),
              frame.getCommitRejected().getLatestHandshake());
      case DELIVERED ->
          Explanation.of("frame", "delivered")
              .and("chat", Facts.id(frame.getDelivered().getPosition().getChatId()))
              .and("seq", Facts.unsigned(frame.getDelivered().getPosition().getSeq()))
              .and("username", Facts.user(frame.getDelivered().getUsername()))
              .build();
      case READ_MARK ->
          sign(
              "read_mark",
              frame.getReadMark().getChatId(),
              Facts.user(frame.getReadMark().getUsername()),
              frame.getReadMark().getDeviceId(),
              frame.getReadMark().getSealed());
      case TYPING ->
          sign(
              "typing",
              frame.getTyping().getChatId(),
              Facts.user(frame.getTyping().getUsername()),
              frame.getTyping().getDeviceId(),
              frame.getTyping().getSealed());
      case REQUEST ->
          Explanation.of("frame", "request")
              .and("chat", Facts.id(frame.getRequest().getChatId()))
              .and(
                  "kind",
                  Facts.constant(
                      frame.getRequest().getKind(),
                      frame.getRequest().getKindValue(),
                      "CHAT_KIND_"))
              .and("from", Facts.user(frame.getRequest().getFrom()))
              .and("time", Facts.time(frame.getRequest().getTimeMs()))
              .build();
      case ANNOUNCEMENT ->
          Explanation.of("frame", "announcement")
              .and("id", Facts.unsigned(frame.getAnnouncement().getId()))
              .and("time", Facts.time(frame.getAnnouncement().getTimeMs()))
              .and("text_bytes", frame.getAnnouncement().getTextBytes().size())
              .and("whispered", frame.getAnnouncement().getWhispered())
              .build();
      case GO_AWAY ->
          Explanation.of("frame", "go_away")
              .and(
                  "reason",
                  Facts.constant(
                      frame.getGoAway().getReason(),
                      frame.getGoAway().getReasonValue(),
                      "GO_AWAY_REASON_"))
              .and("retry_after_ms", Integer.toUnsignedLong(frame.getGoAway().getRetryAfterMs()))
              .build();
      case FRAME_NOT_SET -> Explanation.of("frame", "unknown").build();
    };
  }

  private static Explanation frame(ClientFrame frame) {
    return switch (frame.getFrameCase()) {
      case HELLO ->
          Explanation.of("frame", "hello")
              .and("protocol_version", frame.getHello().getProtocolVersion())
              .and(
                  "positions",
                  frame.getHello().getPositionsList().stream()
                      .limit(1_000)
                      .map(
                          position ->
                              Explanation.of("chat", Facts.id(position.getChatId()))
                                  .and("seq", Facts.unsigned(position.getSeq()))
                                  .build())
                      .toList())
              .build();
      case SEND ->
          Explanation.of("frame", "send")
              .and("chat", Facts.id(frame.getSend().getChatId()))
              .and("client_id", Facts.id(frame.getSend().getClientId()))
              .and("after_handshake", Facts.unsigned(frame.getSend().getAfterHandshake()))
              .and("payload_bytes", frame.getSend().getPayload().size())
              .and("envelope", Facts.envelope(Facts.envelope(frame.getSend().getPayload())))
              .build();
      case COMMIT -> submission(frame.getCommit());
      case ACK ->
          Explanation.of("frame", "ack")
              .and("chat", Facts.id(frame.getAck().getPosition().getChatId()))
              .and("seq", Facts.unsigned(frame.getAck().getPosition().getSeq()))
              .build();
      case MARK_READ ->
          sign(
              "mark_read",
              frame.getMarkRead().getChatId(),
              null,
              ByteString.EMPTY,
              frame.getMarkRead().getSealed());
      case TYPING ->
          sign(
              "typing",
              frame.getTyping().getChatId(),
              null,
              ByteString.EMPTY,
              frame.getTyping().getSealed());
      case FRAME_NOT_SET -> Explanation.of("frame", "unknown").build();
    };
  }

  private static Explanation submission(CommitSubmission commit) {
    return Explanation.of("frame", "commit")
        .and("chat", Facts.id(commit.getChatId()))
        .and("client_id", Facts.id(commit.getClientId()))
        .and("after_handshake", Facts.unsigned(commit.getAfterHandshake()))
        .and("group_info_bytes", commit.getGroupInfo().size())
        .and("commit", EntryExplainer.commit(commit.getCommit(), commit.getStatement()))
        .build();
  }

  private Explanation receipt(CommitReceipt receipt) {
    stated(receipt.getChatId(), receipt.getSeq(), receipt.getHashBefore());
    return Explanation.of("frame", "commit_receipt")
        .and("chat", Facts.id(receipt.getChatId()))
        .and("client_id", Facts.id(receipt.getClientId()))
        .and("seq", Facts.unsigned(receipt.getSeq()))
        .and("time", Facts.time(receipt.getTimeMs()))
        .and("hash_before", Facts.hash(receipt.getHashBefore()))
        .build();
  }

  private static Explanation rejected(
      String name,
      ByteString chat,
      ByteString clientId,
      RejectReason reason,
      int number,
      String detail,
      long latestHandshake) {
    return Explanation.of("frame", name)
        .and("chat", Facts.id(chat))
        .and("client_id", Facts.id(clientId))
        .and("reason", Facts.constant(reason, number, "REJECT_REASON_"))
        .and("detail", Facts.words(detail))
        .and("latest_handshake", Facts.unsigned(latestHandshake))
        .build();
  }

  private static Explanation sign(
      String name, ByteString chat, @Nullable String user, ByteString device, ByteString sealed) {
    return Explanation.of("frame", name)
        .and("chat", Facts.id(chat))
        .and("username", user)
        .and("device", Facts.id(device))
        .and("sealed_bytes", sealed.size())
        .and("envelope", Facts.envelope(Facts.envelope(sealed)))
        .build();
  }
}
