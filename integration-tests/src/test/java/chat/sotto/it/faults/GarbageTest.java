package chat.sotto.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.it.wire.Friends;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.RawCalls;
import chat.sotto.it.wire.Refusal;
import chat.sotto.it.wire.ServerLog;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireStream;
import chat.sotto.v1.AuthServiceGrpc;
import chat.sotto.v1.ChatServiceGrpc;
import chat.sotto.v1.ClientFrame;
import chat.sotto.v1.ConnectRequest;
import chat.sotto.v1.DirectoryServiceGrpc;
import chat.sotto.v1.VaultServiceGrpc;
import com.google.protobuf.ByteString;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes that are no frames. They end their own stream; another stream on the same server notices
 * nothing, and no garbage is our bug.
 */
class GarbageTest {
  private static final int FUZZ_STREAMS = 150;

  @TempDir static Path folder;
  private static TestServer server;
  private static Friends friends;

  private ServerLog log;
  private WireStream witness;
  private long before;

  @BeforeAll
  static void start() {
    server = TestServer.builder(folder).start();
    friends = server.friends("alice", "bob");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void watch() {
    log = ServerLog.open();
    witness = friends.other().online();
    before = friends.other().logEnd(friends.id());
  }

  /**
   * Whatever the test has said: nothing was stored, nobody else was harmed, and the server saw no
   * bug of its own.
   */
  @AfterEach
  void nothingHappened() {
    try (WireStream stream = witness;
        ServerLog written = log) {
      assertThat(friends.other().logEnd(friends.id())).isEqualTo(before);
      assertThat(stream.send(friends.chat(), ProtocolBytes.random(300)).getSeq())
          .isEqualTo(before + 1);
      assertThat(written.errors()).isEmpty();
    }
  }

  @Test
  void stream_truncatedFrame_endsAsMalformed() {
    byte[] whole = send().toByteArray();
    try (WireStream stream = friends.one().online()) {
      stream.sayBytes(Arrays.copyOf(whole, whole.length - 1));
      stream.awaitEnd().is(Status.Code.INVALID_ARGUMENT, "MALFORMED_FRAME");
    }
  }

  @Test
  void stream_goodFrameAndTruncatedOneInOneMessage_storesNeither() {
    byte[] whole = send().toByteArray();
    byte[] both = Arrays.copyOf(whole, 2 * whole.length - 1);
    System.arraycopy(whole, 0, both, whole.length, whole.length - 1);
    try (WireStream stream = friends.one().online()) {
      stream.sayBytes(both);
      stream.awaitEnd().is(Status.Code.INVALID_ARGUMENT, "MALFORMED_FRAME");
    }
  }

  @Test
  void stream_garbage_endsAsMalformed() {
    try (WireStream stream = friends.one().online()) {
      stream.sayBytes(
          "GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      stream.awaitEnd().is(Status.Code.INVALID_ARGUMENT, "MALFORMED_FRAME");
    }
  }

  @Test
  void stream_garbageInsteadOfHello_endsAsMalformed() {
    try (WireStream stream = friends.one().connection().stream()) {
      stream.sayBytes(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff});
      stream.awaitEnd().is(Status.Code.INVALID_ARGUMENT, "MALFORMED_FRAME");
    }
  }

  @Test
  void stream_frameThatClaimsToBeHuge_endsWithoutTheMemory() {
    // Field 1, length 2^31 - 1, and then nothing.
    try (WireStream stream = friends.one().online()) {
      stream.sayBytes(new byte[] {0x0a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07});
      stream.awaitEnd().is(Status.Code.INVALID_ARGUMENT, "MALFORMED_FRAME");
    }
  }

  static Stream<MethodDescriptor<?, ?>> unaryCalls() {
    return Stream.of(
            ChatServiceGrpc.getServiceDescriptor(),
            AuthServiceGrpc.getServiceDescriptor(),
            DirectoryServiceGrpc.getServiceDescriptor(),
            VaultServiceGrpc.getServiceDescriptor())
        .<MethodDescriptor<?, ?>>flatMap(service -> service.getMethods().stream())
        .filter(method -> method.getType() == MethodDescriptor.MethodType.UNARY);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unaryCalls")
  void unary_garbage_isInvalidArgument(MethodDescriptor<?, ?> method) {
    byte[] garbage = {0x0a, 0x7f, 0x01};
    Refusal.of(() -> RawCalls.unary(friends.one().connection(), method, garbage))
        .is(Status.Code.INVALID_ARGUMENT, "MALFORMED_FRAME");
  }

  @Test
  void stream_randomBytes_neverHarmTheServer() {
    fuzz(
        (random, good) -> {
          byte[] bytes = new byte[random.nextInt(200)];
          random.nextBytes(bytes);
          return bytes;
        });
  }

  @Test
  void stream_mutatedFrames_neverHarmTheServer() {
    fuzz(
        (random, good) -> {
          byte[] bytes = good.clone();
          for (int i = 0; i <= random.nextInt(4); i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
          }
          return Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
        });
  }

  private interface Spoiler {
    byte[] spoil(Random random, byte[] good);
  }

  /**
   * Each stream says something bad and goes; whether it is refused or happens to mean something
   * harmless is its own affair.
   */
  private static void fuzz(Spoiler spoiler) {
    long seed = Long.getLong("sotto.seed", System.nanoTime());
    Random random = new Random(seed);
    List<byte[]> good =
        List.of(
            // To a chat that does not exist: mutated ones must not be stored either.
            frame(WireStream.sendFrame(id(random), id(random), 1, ProtocolBytes.random(40))),
            frame(WireStream.helloFrame(1, WireStream.position(id(random), 7))),
            frame(
                ClientFrame.newBuilder()
                    .setCommit(friends.one().device().rekey(id(random), 3))
                    .build()));
    for (int i = 0; i < FUZZ_STREAMS; i++) {
      byte[] bad = spoiler.spoil(random, good.get(random.nextInt(good.size())));
      try (WireStream stream =
          random.nextBoolean()
              ? friends.one().connection().stream()
              : friends.one().connection().stream().sayHello()) {
        stream.sayBytes(bad).halfClose();
        Status.Code code = stream.awaitEnd().status().getCode();
        assertThat(code)
            .as("seed %d, stream %d", seed, i)
            .isIn(
                Status.Code.OK,
                Status.Code.INVALID_ARGUMENT,
                Status.Code.FAILED_PRECONDITION,
                Status.Code.NOT_FOUND);
      }
    }
  }

  @Test
  void connection_garbageInsteadOfTls_harmsNobody() throws IOException {
    RawCalls.sayPlain(server.chat(), "GET / HTTP/1.1\r\nHost: sotto\r\n\r\n");
  }

  @Test
  void connection_garbageInsteadOfHttp2_harmsNobody() throws IOException {
    RawCalls.sayOverTls(
        server.chat(), friends.one().device(), "GET / HTTP/1.1\r\nHost: sotto\r\n\r\n");
  }

  private static ByteString id(Random random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private static byte[] frame(ClientFrame frame) {
    return ConnectRequest.newBuilder().addFrames(frame).build().toByteArray();
  }

  private static ConnectRequest send() {
    return ConnectRequest.newBuilder()
        .addFrames(
            WireStream.sendFrame(
                friends.id(),
                ProtocolBytes.randomId(),
                friends.chat().handshake(),
                ProtocolBytes.random(300)))
        .build();
  }
}
