package chat.sotto.service.grpc.chat;

import chat.sotto.service.domain.Rejection;
import chat.sotto.service.session.EncodedFrame;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.chat.ChatRefusals;
import chat.sotto.service.usecase.chat.WriteOutcome;
import chat.sotto.v1.CommitRejected;
import chat.sotto.v1.CommitSubmission;
import chat.sotto.v1.HelloOk;
import chat.sotto.v1.RejectReason;
import chat.sotto.v1.Send;
import chat.sotto.v1.SendRejected;
import chat.sotto.v1.Sent;
import chat.sotto.v1.ServerFrame;
import com.google.protobuf.ByteString;
import java.time.Duration;

/** The frames by which a stream answers. */
final class Answers {
  /** An id that breaks its rule is repeated in the answer only up to this size. */
  private static final int MAX_ECHO = 64;

  private Answers() {}

  static EncodedFrame helloOk(
      int version, int sendWindow, int receiveWindow, ServerPromises promises) {
    return ProtoFrames.encode(
        ServerFrame.newBuilder()
            .setHelloOk(
                HelloOk.newBuilder()
                    .setProtocolVersion(version)
                    .setSendWindow(sendWindow)
                    .setReceiveWindow(receiveWindow)
                    .setHistory(promises.history())
                    .setRetentionSeconds(promises.retention().map(Duration::toSeconds).orElse(0L)))
            .build());
  }

  static EncodedFrame to(Send send, WriteOutcome outcome) {
    return outcome.fold(
        written ->
            ProtoFrames.encode(
                ServerFrame.newBuilder()
                    .setSent(
                        Sent.newBuilder()
                            .setChatId(send.getChatId())
                            .setClientId(send.getClientId())
                            .setSeq(written.entry().seq().value())
                            .setTimeMs(written.entry().time().toEpochMilli()))
                    .build()),
        refused -> {
          Rejection why = refused.rejection();
          return rejected(
              send, ChatProtos.reason(why), ChatRefusals.words(why), why.latestHandshake().value());
        });
  }

  static EncodedFrame to(CommitSubmission commit, WriteOutcome outcome) {
    return outcome.fold(
        written ->
            ProtoFrames.encode(
                ServerFrame.newBuilder().setCommitReceipt(ChatProtos.receipt(written)).build()),
        refused -> {
          Rejection why = refused.rejection();
          return rejected(
              commit,
              ChatProtos.reason(why),
              ChatRefusals.words(why),
              why.latestHandshake().value());
        });
  }

  /** A frame whose fields break their rules. */
  static EncodedFrame to(Send send, RefusedException flaw) {
    return rejected(send, reason(flaw), flaw.getMessage(), 0);
  }

  /** A frame whose fields break their rules. */
  static EncodedFrame to(CommitSubmission commit, RefusedException flaw) {
    return rejected(commit, reason(flaw), flaw.getMessage(), 0);
  }

  /** The store failed. */
  static EncodedFrame unavailable(Send send) {
    return rejected(send, RejectReason.REJECT_REASON_STORE_UNAVAILABLE, UNAVAILABLE, 0);
  }

  /** The store failed. */
  static EncodedFrame unavailable(CommitSubmission commit) {
    return rejected(commit, RejectReason.REJECT_REASON_STORE_UNAVAILABLE, UNAVAILABLE, 0);
  }

  private static final String UNAVAILABLE = "the store is unavailable; nothing was stored";

  private static RejectReason reason(RefusedException flaw) {
    return switch (flaw.reason()) {
      case PAYLOAD_TOO_LARGE -> RejectReason.REJECT_REASON_PAYLOAD_TOO_LARGE;
      case SLOW_DOWN -> RejectReason.REJECT_REASON_SLOW_DOWN;
      default -> RejectReason.REJECT_REASON_INVALID_FIELD;
    };
  }

  private static EncodedFrame rejected(
      Send send, RejectReason reason, String detail, long latestHandshake) {
    return ProtoFrames.encode(
        ServerFrame.newBuilder()
            .setSendRejected(
                SendRejected.newBuilder()
                    .setChatId(echo(send.getChatId()))
                    .setClientId(echo(send.getClientId()))
                    .setReason(reason)
                    .setDetail(detail)
                    .setLatestHandshake(latestHandshake))
            .build());
  }

  private static EncodedFrame rejected(
      CommitSubmission commit, RejectReason reason, String detail, long latestHandshake) {
    return ProtoFrames.encode(
        ServerFrame.newBuilder()
            .setCommitRejected(
                CommitRejected.newBuilder()
                    .setChatId(echo(commit.getChatId()))
                    .setClientId(echo(commit.getClientId()))
                    .setReason(reason)
                    .setDetail(detail)
                    .setLatestHandshake(latestHandshake))
            .build());
  }

  private static ByteString echo(ByteString id) {
    return id.size() <= MAX_ECHO ? id : id.substring(0, MAX_ECHO);
  }
}
