package chat.sotto.service.grpc.chat;

import chat.sotto.service.domain.Announcement;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.session.EncodedFrame;
import chat.sotto.service.session.FrameEncoder;
import chat.sotto.service.session.Signal;
import chat.sotto.v1.CaughtUp;
import chat.sotto.v1.ChatRequest;
import chat.sotto.v1.ConnectResponse;
import chat.sotto.v1.Delivered;
import chat.sotto.v1.GoAway;
import chat.sotto.v1.GoAwayReason;
import chat.sotto.v1.Position;
import chat.sotto.v1.ReadMarkMoved;
import chat.sotto.v1.ServerFrame;
import chat.sotto.v1.TypingSign;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.time.Duration;

/** Frames in the schema's form. */
public final class ProtoFrames implements FrameEncoder {
  private static final EncodedFrame CAUGHT_UP =
      encode(ServerFrame.newBuilder().setCaughtUp(CaughtUp.getDefaultInstance()).build());

  /** The frame as it stands in a stream message. */
  static EncodedFrame encode(ServerFrame frame) {
    byte[] bytes =
        new byte[CodedOutputStream.computeMessageSize(ConnectResponse.FRAMES_FIELD_NUMBER, frame)];
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeMessage(ConnectResponse.FRAMES_FIELD_NUMBER, frame);
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new IllegalStateException("an array of the right size cannot overflow", e);
    }
    return EncodedFrame.wrap(bytes);
  }

  @Override
  public EncodedFrame entry(LogEntry entry) {
    return encode(ServerFrame.newBuilder().setEntry(ChatProtos.entry(entry)).build());
  }

  @Override
  public EncodedFrame caughtUp() {
    return CAUGHT_UP;
  }

  @Override
  public EncodedFrame goAway(Duration retryAfter) {
    return encode(
        ServerFrame.newBuilder()
            .setGoAway(
                GoAway.newBuilder()
                    .setReason(GoAwayReason.GO_AWAY_REASON_DRAINING)
                    .setRetryAfterMs((int) Math.min(retryAfter.toMillis(), Integer.MAX_VALUE)))
            .build());
  }

  @Override
  public EncodedFrame signal(Signal signal) {
    ServerFrame.Builder frame = ServerFrame.newBuilder();
    if (signal instanceof Signal.DeliveredTo delivered) {
      frame.setDelivered(delivered(delivered));
    } else if (signal instanceof Signal.ReadUpTo read) {
      frame.setReadMark(readMark(read));
    } else if (signal instanceof Signal.TypingNow typing) {
      frame.setTyping(typing(typing));
    } else {
      frame.setRequest(request((Signal.Requested) signal));
    }
    return encode(frame.build());
  }

  @Override
  public EncodedFrame announcement(Announcement made) {
    return encode(ServerFrame.newBuilder().setAnnouncement(ChatProtos.announcement(made)).build());
  }

  private static Delivered delivered(Signal.DeliveredTo delivered) {
    return Delivered.newBuilder()
        .setPosition(
            Position.newBuilder()
                .setChatId(delivered.chat().toByteString())
                .setSeq(delivered.seq()))
        .setUsername(delivered.user().value())
        .build();
  }

  private static ReadMarkMoved readMark(Signal.ReadUpTo read) {
    return ReadMarkMoved.newBuilder()
        .setChatId(read.chat().toByteString())
        .setUsername(read.user().value())
        .setDeviceId(read.device().toByteString())
        .setSealed(read.sealed())
        .build();
  }

  private static TypingSign typing(Signal.TypingNow typing) {
    return TypingSign.newBuilder()
        .setChatId(typing.chat().toByteString())
        .setUsername(typing.user().value())
        .setDeviceId(typing.device().toByteString())
        .setSealed(typing.sealed())
        .build();
  }

  private static ChatRequest request(Signal.Requested requested) {
    return ChatProtos.request(requested.chat(), requested.kind(), requested.from(), requested.at());
  }
}
