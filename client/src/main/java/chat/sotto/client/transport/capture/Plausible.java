package chat.sotto.client.transport.capture;

import chat.sotto.v1.ClientFrame;
import chat.sotto.v1.ConnectRequest;
import chat.sotto.v1.ConnectResponse;
import chat.sotto.v1.FetchLogResponse;
import chat.sotto.v1.GetGroupInfoResponse;
import chat.sotto.v1.LogEntry;
import chat.sotto.v1.ServerFrame;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;

/** Whether a message makes sense: protobuf alone reads nearly any bytes as nearly any message. */
final class Plausible {
  private static final int ID = 16;
  private static final int HASH = 32;

  private Plausible() {}

  static boolean is(Captured captured) {
    Message message = captured.message();
    if (message instanceof ConnectResponse response) {
      return response.getFramesList().stream().allMatch(frame -> isUnset(frame) || isFrame(frame))
          && response.getFramesList().stream().anyMatch(Plausible::isFrame);
    }
    if (message instanceof ConnectRequest request) {
      return request.getFramesList().stream().allMatch(frame -> isUnset(frame) || isFrame(frame))
          && request.getFramesList().stream().anyMatch(Plausible::isFrame);
    }
    if (message instanceof FetchLogResponse response) {
      return response.getHashBefore().size() == HASH
          && response.getEntriesList().stream().allMatch(Plausible::isEntry);
    }
    if (message instanceof LogEntry entry) {
      return isEntry(entry);
    }
    if (message instanceof ServerFrame frame) {
      return isFrame(frame);
    }
    if (message instanceof ClientFrame frame) {
      return isFrame(frame);
    }
    if (message instanceof GetGroupInfoResponse info) {
      return !info.getGroupInfo().isEmpty() && info.getHandshakeSeq() > 0;
    }
    return true;
  }

  private static boolean isUnset(ServerFrame frame) {
    return frame.getFrameCase() == ServerFrame.FrameCase.FRAME_NOT_SET;
  }

  private static boolean isUnset(ClientFrame frame) {
    return frame.getFrameCase() == ClientFrame.FrameCase.FRAME_NOT_SET;
  }

  private static boolean isId(ByteString id) {
    return id.size() == ID;
  }

  private static boolean isEntry(LogEntry entry) {
    return isId(entry.getChatId())
        && entry.getSeq() > 0
        && entry.getKindValue() > 0
        && isId(entry.getSenderDevice())
        && isId(entry.getClientId());
  }

  private static boolean isFrame(ServerFrame frame) {
    return switch (frame.getFrameCase()) {
      case HELLO_OK ->
          frame.getHelloOk().getProtocolVersion() > 0 && frame.getHelloOk().getSendWindow() > 0;
      case ENTRY -> isEntry(frame.getEntry());
      case CAUGHT_UP -> true;
      case SENT -> isId(frame.getSent().getChatId()) && isId(frame.getSent().getClientId());
      case SEND_REJECTED -> frame.getSendRejected().getReasonValue() > 0;
      case COMMIT_RECEIPT ->
          isId(frame.getCommitReceipt().getChatId())
              && frame.getCommitReceipt().getHashBefore().size() == HASH;
      case COMMIT_REJECTED -> frame.getCommitRejected().getReasonValue() > 0;
      case DELIVERED ->
          isId(frame.getDelivered().getPosition().getChatId())
              && !frame.getDelivered().getUsername().isEmpty();
      case READ_MARK ->
          isId(frame.getReadMark().getChatId()) && !frame.getReadMark().getUsername().isEmpty();
      case TYPING ->
          isId(frame.getTyping().getChatId()) && !frame.getTyping().getUsername().isEmpty();
      case REQUEST ->
          isId(frame.getRequest().getChatId()) && !frame.getRequest().getFrom().isEmpty();
      case ANNOUNCEMENT ->
          frame.getAnnouncement().getId() > 0 && !frame.getAnnouncement().getText().isEmpty();
      case GO_AWAY -> frame.getGoAway().getReasonValue() > 0;
      case FRAME_NOT_SET -> false;
    };
  }

  private static boolean isFrame(ClientFrame frame) {
    return switch (frame.getFrameCase()) {
      case HELLO -> frame.getHello().getProtocolVersion() > 0;
      case SEND ->
          isId(frame.getSend().getChatId())
              && isId(frame.getSend().getClientId())
              && !frame.getSend().getPayload().isEmpty();
      case COMMIT ->
          isId(frame.getCommit().getChatId())
              && isId(frame.getCommit().getClientId())
              && !frame.getCommit().getCommit().isEmpty();
      case ACK -> isId(frame.getAck().getPosition().getChatId());
      case MARK_READ ->
          isId(frame.getMarkRead().getChatId()) && !frame.getMarkRead().getSealed().isEmpty();
      case TYPING ->
          isId(frame.getTyping().getChatId()) && !frame.getTyping().getSealed().isEmpty();
      case FRAME_NOT_SET -> false;
    };
  }
}
