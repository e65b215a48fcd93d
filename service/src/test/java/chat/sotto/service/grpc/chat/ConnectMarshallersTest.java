package chat.sotto.service.grpc.chat;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.service.session.EncodedFrame;
import chat.sotto.v1.CaughtUp;
import chat.sotto.v1.ClientFrame;
import chat.sotto.v1.ConnectRequest;
import chat.sotto.v1.ConnectResponse;
import chat.sotto.v1.Hello;
import chat.sotto.v1.LogEntry;
import chat.sotto.v1.Send;
import chat.sotto.v1.ServerFrame;
import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectMarshallersTest {
  private static final ConnectRequest REQUEST =
      ConnectRequest.newBuilder()
          .addFrames(ClientFrame.newBuilder().setHello(Hello.newBuilder().setProtocolVersion(1)))
          .addFrames(
              ClientFrame.newBuilder()
                  .setSend(Send.newBuilder().setPayload(ByteString.copyFromUtf8("payload"))))
          .build();
  private static final List<ServerFrame> FRAMES =
      List.of(
          ServerFrame.newBuilder().setCaughtUp(CaughtUp.getDefaultInstance()).build(),
          ServerFrame.newBuilder()
              .setEntry(
                  LogEntry.newBuilder().setSeq(7).setPayload(ByteString.copyFrom(new byte[300])))
              .build());

  private static ClientMessage parse(byte[] bytes) {
    return new ClientMessageMarshaller().parse(new ByteArrayInputStream(bytes));
  }

  private static FramesInputStream stream() {
    List<EncodedFrame> encoded = FRAMES.stream().map(ProtoFrames::encode).toList();
    return (FramesInputStream) new ServerMessageMarshaller().stream(new ServerMessage(encoded));
  }

  @Test
  void parse_request_hasItsFrames() {
    assertThat(parse(REQUEST.toByteArray()))
        .isEqualTo(new ClientMessage.Frames(REQUEST.getFramesList()));
  }

  @Test
  void parse_unknownFields_areLeftOut() {
    ConnectRequest unknown =
        REQUEST.toBuilder()
            .setFrames(
                0,
                ClientFrame.newBuilder()
                    .mergeFrom(REQUEST.getFrames(0))
                    .setUnknownFields(
                        com.google.protobuf.UnknownFieldSet.newBuilder()
                            .addField(
                                99,
                                com.google.protobuf.UnknownFieldSet.Field.newBuilder()
                                    .addVarint(1)
                                    .build())
                            .build()))
            .build();
    assertThat(unknown).isNotEqualTo(REQUEST);
    assertThat(parse(unknown.toByteArray()))
        .isEqualTo(new ClientMessage.Frames(REQUEST.getFramesList()));
  }

  @Test
  void parse_everyTruncation_isMalformedOrFewerFrames() {
    byte[] whole = REQUEST.toByteArray();
    for (int length = 0; length < whole.length; length++) {
      ClientMessage message = parse(java.util.Arrays.copyOf(whole, length));
      if (message instanceof ClientMessage.Frames frames) {
        assertThat(frames.frames()).isEqualTo(REQUEST.getFramesList().subList(0, 1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void parse_garbageAndDamage_neverThrows(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes;
      if (random.nextBoolean()) {
        bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
      } else {
        bytes = REQUEST.toByteArray();
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      assertThat(parse(bytes)).isNotNull();
    }
  }

  @Test
  void stream_drained_isTheResponseThatProtobufWrites() throws IOException {
    ConnectResponse expected = ConnectResponse.newBuilder().addAllFrames(FRAMES).build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FramesInputStream stream = stream();
    assertThat(stream.available()).isEqualTo(expected.getSerializedSize());
    assertThat(stream.drainTo(out)).isEqualTo(expected.getSerializedSize());
    assertThat(stream.available()).isZero();
    assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
  }

  @Test
  void stream_readInAnyPieces_isTheSame() throws IOException {
    byte[] expected = ConnectResponse.newBuilder().addAllFrames(FRAMES).build().toByteArray();
    assertThat(stream().readAllBytes()).isEqualTo(expected);
    FramesInputStream stream = stream();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(stream.read());
    out.write(stream.readNBytes(5));
    stream.drainTo(out);
    assertThat(out.toByteArray()).isEqualTo(expected);
    assertThat(stream.read()).isEqualTo(-1);
  }
}
