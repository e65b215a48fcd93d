package chat.sotto.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.it.wire.Friends;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireStream;
import chat.sotto.v1.ClientFrame;
import chat.sotto.v1.ConnectRequest;
import chat.sotto.v1.ListChatsRequest;
import chat.sotto.v1.Position;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that begin wrongly, or claim to be where nobody can be. */
class HelloFaultsTest {
  @TempDir static Path folder;
  private static TestServer server;
  private static Friends friends;

  @BeforeAll
  static void start() {
    server = TestServer.builder(folder).start();
    friends = server.friends("alice", "bob");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void stream_sendBeforeHello_endsAndStoresNothing() {
    long before = logEnd();
    try (WireStream stream = stream()) {
      stream.post(friends.chat(), ProtocolBytes.random(300));
      stream.awaitEnd().is(Status.Code.INVALID_ARGUMENT, "HELLO_EXPECTED");
    }
    assertThat(logEnd()).isEqualTo(before);
  }

  @Test
  void stream_sendBeforeHelloInOneMessage_endsAndStoresNothing() {
    long before = logEnd();
    try (WireStream stream = stream()) {
      stream.say(validSend(), WireStream.helloFrame(WireStream.VERSION));
      stream.awaitEnd().is(Status.Code.INVALID_ARGUMENT, "HELLO_EXPECTED");
    }
    assertThat(logEnd()).isEqualTo(before);
  }

  @Test
  void stream_secondHello_ends() {
    try (WireStream stream = stream().hello()) {
      stream.sayHello();
      stream.awaitEnd().is(Status.Code.INVALID_ARGUMENT, "HELLO_EXPECTED");
    }
  }

  @Test
  void stream_twoHellosInOneMessage_ends() {
    try (WireStream stream = stream()) {
      stream.say(
          WireStream.helloFrame(WireStream.VERSION), WireStream.helloFrame(WireStream.VERSION));
      stream.awaitEnd().is(Status.Code.INVALID_ARGUMENT, "HELLO_EXPECTED");
    }
  }

  @Test
  void stream_helloAndSendInOneMessage_isAnswered() {
    ByteString id = ProtocolBytes.randomId();
    try (WireStream stream = stream()) {
      stream.say(WireStream.helloFrame(WireStream.VERSION), validSend(id));
      assertThat(stream.answer(id).hasSent()).isTrue();
      assertThat(stream.frames().get(0).hasHelloOk()).isTrue();
    }
  }

  @Test
  void hello_versionZero_isTooOld() {
    unsupported(0, "CLIENT_TOO_OLD");
  }

  @Test
  void hello_versionOfTheFuture_isTooNew() {
    unsupported(WireStream.VERSION + 1, "CLIENT_TOO_NEW");
  }

  private static void unsupported(int version, String reason) {
    try (WireStream stream = stream()) {
      stream.say(WireStream.helloFrame(version));
      stream.awaitEnd().is(Status.Code.FAILED_PRECONDITION, reason);
    }
  }

  @Test
  void hello_positionAtTheEnd_isTaken() {
    try (WireStream stream = stream()) {
      stream.hello(WireStream.position(friends.id(), logEnd()));
      assertThat(stream.entries(friends.id())).isEmpty();
    }
  }

  @Test
  void hello_positionFromTheFuture_endsAndMovesNothing() {
    long before = position();
    try (WireStream stream = stream()) {
      stream.sayHello(WireStream.position(friends.id(), logEnd() + 1));
      stream.awaitEnd().is(Status.Code.INVALID_ARGUMENT, "POSITION_FROM_FUTURE");
    }
    assertThat(position()).isEqualTo(before);
  }

  @Test
  void hello_positionBeyondEveryNumber_ends() {
    try (WireStream stream = stream()) {
      stream.sayHello(WireStream.position(friends.id(), -1));
      assertThat(stream.awaitEnd().status().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }
  }

  @Test
  void hello_moreThanAThousandPositions_endsNamingTheField() {
    Position[] many =
        IntStream.range(0, 1001)
            .mapToObj(i -> WireStream.position(ProtocolBytes.randomId(), 0))
            .toArray(Position[]::new);
    try (WireStream stream = stream()) {
      stream.sayHello(many);
      stream.awaitEnd().is(Status.Code.INVALID_ARGUMENT, "INVALID_FIELD");
    }
  }

  @Test
  void ack_positionFromTheFuture_endsAndMovesNothing() {
    try (WireStream stream = stream().hello()) {
      long before = position();
      stream.ack(friends.id(), logEnd() + 1);
      stream.awaitEnd().is(Status.Code.INVALID_ARGUMENT, "POSITION_FROM_FUTURE");
      assertThat(position()).isEqualTo(before);
    }
  }

  @Test
  void message_withoutFrames_ends() {
    try (WireStream stream = stream().hello()) {
      stream.sayBytes(ConnectRequest.getDefaultInstance().toByteArray());
      stream.awaitEnd().is(Status.Code.INVALID_ARGUMENT, "MALFORMED_FRAME");
    }
  }

  @Test
  void message_withAnEmptyFrame_ends() {
    try (WireStream stream = stream().hello()) {
      stream.say(ClientFrame.getDefaultInstance());
      stream.awaitEnd().is(Status.Code.INVALID_ARGUMENT, "MALFORMED_FRAME");
    }
  }

  @Test
  void message_withTooManyFrames_endsAndStoresNothing() {
    long before = logEnd();
    List<ClientFrame> frames = Collections.nCopies(257, validSend());
    try (WireStream stream = stream().hello()) {
      stream.say(frames);
      assertThat(stream.awaitEnd().status().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }
    assertThat(logEnd()).isEqualTo(before);
  }

  private static WireStream stream() {
    return friends.one().connection().stream();
  }

  private static long logEnd() {
    return friends.other().logEnd(friends.id());
  }

  private static ClientFrame validSend() {
    return validSend(ProtocolBytes.randomId());
  }

  private static ClientFrame validSend(ByteString id) {
    return WireStream.sendFrame(
        friends.id(), id, friends.chat().handshake(), ProtocolBytes.random(300));
  }

  private static long position() {
    return friends
        .one()
        .connection()
        .chat()
        .listChats(ListChatsRequest.getDefaultInstance())
        .getChats(0)
        .getPosition();
  }
}
