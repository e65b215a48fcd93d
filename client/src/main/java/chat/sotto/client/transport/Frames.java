package chat.sotto.client.transport;

import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ProtocolVersion;
import chat.sotto.client.model.Reason;
import chat.sotto.v1.Ack;
import chat.sotto.v1.ConnectRequest;
import chat.sotto.v1.ConnectResponse;
import chat.sotto.v1.Hello;
import chat.sotto.v1.MarkRead;
import chat.sotto.v1.Position;
import chat.sotto.v1.RejectReason;
import chat.sotto.v1.Send;
import chat.sotto.v1.Typing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Between the stream's generated frames and this package's. */
final class Frames {

  private static final String REJECT_PREFIX = "REJECT_REASON_";

  private Frames() {}

  static ConnectRequest encode(List<ClientFrame> frames) {
    ConnectRequest.Builder out = ConnectRequest.newBuilder();
    frames.forEach(frame -> out.addFrames(encode(frame)));
    return out.build();
  }

  private static chat.sotto.v1.ClientFrame encode(ClientFrame frame) {
    chat.sotto.v1.ClientFrame.Builder out = chat.sotto.v1.ClientFrame.newBuilder();
    if (frame instanceof ClientFrame.Hello hello) {
      Hello.Builder body =
          Hello.newBuilder()
              .setProtocolVersion(ProtocolVersion.CURRENT)
              .setLastAnnouncement(hello.lastAnnouncement());
      hello
          .positions()
          .forEach(
              (chat, seq) ->
                  body.addPositions(Position.newBuilder().setChatId(Wire.bytes(chat)).setSeq(seq)));
      out.setHello(body);
    } else if (frame instanceof ClientFrame.Send send) {
      Send.Builder body =
          Send.newBuilder()
              .setChatId(Wire.bytes(send.chat()))
              .setClientId(Wire.bytes(send.clientId()))
              .setAfterHandshake(send.afterHandshake())
              .setPayload(send.payload());
      AttachmentId attachment = send.attachment();
      if (attachment != null) {
        body.setAttachmentId(Wire.bytes(attachment.value()));
      }
      out.setSend(body);
    } else if (frame instanceof ClientFrame.Commit commit) {
      out.setCommit(Wire.submission(commit.draft()));
    } else if (frame instanceof ClientFrame.Ack ack) {
      out.setAck(
          Ack.newBuilder()
              .setPosition(
                  Position.newBuilder().setChatId(Wire.bytes(ack.chat())).setSeq(ack.seq())));
    } else if (frame instanceof ClientFrame.MarkRead mark) {
      out.setMarkRead(
          MarkRead.newBuilder().setChatId(Wire.bytes(mark.chat())).setSealed(mark.sealed()));
    } else if (frame instanceof ClientFrame.Typing typing) {
      out.setTyping(
          Typing.newBuilder().setChatId(Wire.bytes(typing.chat())).setSealed(typing.sealed()));
    } else {
      throw new IllegalStateException("no such frame: " + frame.getClass());
    }
    return out.build();
  }

  /** Frames of kinds that only newer servers know are left out. */
  static List<ServerFrame> decode(ConnectResponse message) {
    List<ServerFrame> frames = new ArrayList<>(message.getFramesCount());
    for (chat.sotto.v1.ServerFrame frame : message.getFramesList()) {
      switch (frame.getFrameCase()) {
        case HELLO_OK ->
            frames.add(
                new ServerFrame.HelloOk(
                    frame.getHelloOk().getSendWindow(),
                    frame.getHelloOk().getReceiveWindow(),
                    Wire.atMost("history", frame.getHelloOk().getHistory(), 64),
                    frame.getHelloOk().getRetentionSeconds()));
        case ENTRY -> frames.add(new ServerFrame.Entry(Wire.entry(frame.getEntry())));
        case CAUGHT_UP -> frames.add(new ServerFrame.CaughtUp());
        case SENT ->
            frames.add(
                new ServerFrame.Sent(
                    Wire.chat(frame.getSent().getChatId()),
                    Wire.clientId(frame.getSent().getClientId()),
                    frame.getSent().getSeq(),
                    frame.getSent().getTimeMs()));
        case SEND_REJECTED ->
            frames.add(
                new ServerFrame.SendRejected(
                    Wire.chat(frame.getSendRejected().getChatId()),
                    Wire.clientId(frame.getSendRejected().getClientId()),
                    rejection(
                        frame.getSendRejected().getReason(),
                        frame.getSendRejected().getDetail(),
                        frame.getSendRejected().getLatestHandshake())));
        case COMMIT_RECEIPT ->
            frames.add(new ServerFrame.Committed(Wire.receipt(frame.getCommitReceipt())));
        case COMMIT_REJECTED ->
            frames.add(
                new ServerFrame.CommitRejected(
                    Wire.chat(frame.getCommitRejected().getChatId()),
                    Wire.clientId(frame.getCommitRejected().getClientId()),
                    rejection(
                        frame.getCommitRejected().getReason(),
                        frame.getCommitRejected().getDetail(),
                        frame.getCommitRejected().getLatestHandshake())));
        case DELIVERED ->
            frames.add(
                new ServerFrame.Delivered(
                    Wire.chat(frame.getDelivered().getPosition().getChatId()),
                    frame.getDelivered().getPosition().getSeq(),
                    Wire.username(frame.getDelivered().getUsername())));
        case READ_MARK ->
            frames.add(
                new ServerFrame.ReadMarkMoved(
                    Wire.chat(frame.getReadMark().getChatId()),
                    Wire.username(frame.getReadMark().getUsername()),
                    Wire.device(frame.getReadMark().getDeviceId()),
                    frame.getReadMark().getSealed()));
        case TYPING ->
            frames.add(
                new ServerFrame.TypingSign(
                    Wire.chat(frame.getTyping().getChatId()),
                    Wire.username(frame.getTyping().getUsername()),
                    Wire.device(frame.getTyping().getDeviceId()),
                    frame.getTyping().getSealed()));
        case REQUEST -> frames.add(new ServerFrame.Requested(Wire.invitation(frame.getRequest())));
        case ANNOUNCEMENT ->
            frames.add(new ServerFrame.Announced(Wire.announcement(frame.getAnnouncement())));
        case GO_AWAY ->
            frames.add(
                new ServerFrame.GoAway(Duration.ofMillis(frame.getGoAway().getRetryAfterMs())));
        case FRAME_NOT_SET -> {
          // A newer server says something that this version does not know: nothing depends on it.
        }
      }
    }
    return frames;
  }

  private static Rejection rejection(RejectReason reason, String detail, long latestHandshake) {
    String name = reason.name();
    Reason known =
        name.startsWith(REJECT_PREFIX)
            ? Reason.find(name.substring(REJECT_PREFIX.length())).orElse(Reason.BAD_RESPONSE)
            : Reason.BAD_RESPONSE;
    return new Rejection(known, detail, latestHandshake);
  }
}
