package chat.sotto.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.it.wire.Friends;
import chat.sotto.it.wire.Person;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.Refusal;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireStream;
import chat.sotto.v1.Ack;
import chat.sotto.v1.ClientFrame;
import chat.sotto.v1.Decline;
import chat.sotto.v1.DeleteChatRequest;
import chat.sotto.v1.DeleteMessageRequest;
import chat.sotto.v1.FetchLogRequest;
import chat.sotto.v1.GetGroupInfoRequest;
import chat.sotto.v1.LeaveChatRequest;
import chat.sotto.v1.MarkRead;
import chat.sotto.v1.RejectReason;
import chat.sotto.v1.ReplaceGroupInfoRequest;
import chat.sotto.v1.RespondToRequestRequest;
import chat.sotto.v1.ServerFrame;
import chat.sotto.v1.Typing;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether a chat of others exists cannot be told from any answer: it is the same, byte for byte, as
 * for a chat that nobody has.
 */
class UnknownChatFaultsTest {
  private static final HexFormat HEX = HexFormat.of();

  @TempDir static Path folder;
  private static TestServer server;
  private static Friends friends;
  private static Person eve;

  @BeforeAll
  static void start() {
    server = TestServer.builder(folder).start();
    friends = server.friends("alice", "bob");
    eve = server.join("eve");
    try (WireStream stream = friends.one().online()) {
      var unused = stream.send(friends.chat(), ProtocolBytes.random(300));
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private interface Ask {
    void of(Person person, ByteString chat);
  }

  static Stream<Arguments> calls() {
    return Stream.of(
        call(
            "RespondToRequest accept",
            (p, chat) -> p.connection().chat().respondToRequest(p.device().acceptance(chat, 1))),
        call(
            "RespondToRequest decline",
            (p, chat) ->
                p.connection()
                    .chat()
                    .respondToRequest(
                        RespondToRequestRequest.newBuilder()
                            .setChatId(chat)
                            .setDecline(Decline.getDefaultInstance())
                            .build())),
        call(
            "LeaveChat",
            (p, chat) ->
                p.connection()
                    .chat()
                    .leaveChat(LeaveChatRequest.newBuilder().setChatId(chat).build())),
        call(
            "DeleteChat",
            (p, chat) ->
                p.connection()
                    .chat()
                    .deleteChat(DeleteChatRequest.newBuilder().setChatId(chat).build())),
        call("DeleteMessage", (p, chat) -> deleteMessage(p, chat, 3)),
        call("DeleteMessage beyond the end", (p, chat) -> deleteMessage(p, chat, 1000)),
        call(
            "FetchLog",
            (p, chat) ->
                p.connection()
                    .chat()
                    .fetchLog(FetchLogRequest.newBuilder().setChatId(chat).setFromSeq(1).build())),
        call("GetGroupInfo", (p, chat) -> groupInfo(p, chat, 0)),
        call("GetGroupInfo of the latest commit", (p, chat) -> groupInfo(p, chat, 2)),
        call(
            "ReplaceGroupInfo",
            (p, chat) ->
                p.connection()
                    .chat()
                    .replaceGroupInfo(
                        ReplaceGroupInfoRequest.newBuilder()
                            .setChatId(chat)
                            .setHandshakeSeq(2)
                            .setGroupInfo(ProtocolBytes.random(100))
                            .build())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void call_chatOfOthers_isAnsweredLikeAChatThatDoesNotExist(String name, Ask ask) {
    List<?> before = friends.other().log(friends.id(), 1);
    ByteString nobodys = ProtocolBytes.randomId();

    Refusal foreign = Refusal.of(() -> ask.of(eve, friends.id()));
    Refusal missing = Refusal.of(() -> ask.of(eve, nobodys));

    foreign.is(Status.Code.NOT_FOUND, "CHAT_NOT_FOUND");
    assertThat(withoutChat(foreign.bytes().toString(), friends.id()))
        .isEqualTo(withoutChat(missing.bytes().toString(), nobodys));
    assertThat(friends.other().log(friends.id(), 1)).isEqualTo(before);
  }

  static Stream<Arguments> frames() {
    ByteString id = ProtocolBytes.randomId();
    ByteString sealed = ProtocolBytes.random(300);
    return Stream.of(
        Arguments.of(
            "Send",
            (Function<ByteString, ClientFrame>) chat -> WireStream.sendFrame(chat, id, 2, sealed)),
        Arguments.of(
            "Send after a stale commit",
            (Function<ByteString, ClientFrame>) chat -> WireStream.sendFrame(chat, id, 1, sealed)),
        Arguments.of(
            "Commit",
            (Function<ByteString, ClientFrame>)
                chat ->
                    ClientFrame.newBuilder()
                        .setCommit(eve.device().rekey(chat, 2).toBuilder().setClientId(id))
                        .build()),
        Arguments.of("Ack", (Function<ByteString, ClientFrame>) chat -> ack(chat, 1)),
        Arguments.of(
            "Ack beyond the end", (Function<ByteString, ClientFrame>) chat -> ack(chat, 1000)),
        Arguments.of(
            "MarkRead",
            (Function<ByteString, ClientFrame>)
                chat ->
                    ClientFrame.newBuilder()
                        .setMarkRead(MarkRead.newBuilder().setChatId(chat).setSealed(sealed))
                        .build()),
        Arguments.of(
            "Typing",
            (Function<ByteString, ClientFrame>)
                chat ->
                    ClientFrame.newBuilder()
                        .setTyping(Typing.newBuilder().setChatId(chat).setSealed(sealed))
                        .build()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("frames")
  void frame_chatOfOthers_isAnsweredLikeAChatThatDoesNotExist(
      String name, Function<ByteString, ClientFrame> frame) {
    List<?> before = friends.other().log(friends.id(), 1);
    ByteString nobodys = ProtocolBytes.randomId();
    try (WireStream watching = friends.one().online()) {
      String foreign = conversation(frame.apply(friends.id()), friends.id());
      String missing = conversation(frame.apply(nobodys), nobodys);

      assertThat(foreign).isEqualTo(missing);
      assertThat(friends.other().log(friends.id(), 1)).isEqualTo(before);
      // What a stranger says about the chat does not reach its members either.
      var unused = watching.send(friends.chat(), ProtocolBytes.random(10));
      assertThat(watching.frames())
          .noneMatch(ServerFrame::hasTyping)
          .noneMatch(ServerFrame::hasReadMark)
          .noneMatch(came -> came.getDelivered().getUsername().equals("eve"));
    }
  }

  @ParameterizedTest
  @MethodSource("positions")
  void hello_positionInAChatOfOthers_isAnsweredLikeAChatThatDoesNotExist(long seq) {
    ByteString nobodys = ProtocolBytes.randomId();
    try (WireStream foreign = eve.connection().stream();
        WireStream missing = eve.connection().stream()) {
      foreign.hello(WireStream.position(friends.id(), seq)).halfClose();
      missing.hello(WireStream.position(nobodys, seq)).halfClose();
      assertThat(whole(foreign, friends.id())).isEqualTo(whole(missing, nobodys));
    }
  }

  static Stream<Long> positions() {
    return Stream.of(0L, 1L, 1000L);
  }

  @org.junit.jupiter.api.Test
  void send_chatOfOthers_isRejectedAsNotFound() {
    try (WireStream stream = eve.online()) {
      ServerFrame answer = stream.answer(stream.post(friends.chat(), ProtocolBytes.random(300)));
      assertThat(answer.getSendRejected().getReason())
          .isEqualTo(RejectReason.REJECT_REASON_CHAT_NOT_FOUND);
      assertThat(answer.getSendRejected().getLatestHandshake()).isZero();
    }
  }

  private static String conversation(ClientFrame frame, ByteString chat) {
    try (WireStream stream = eve.online()) {
      stream.say(frame).halfClose();
      return whole(stream, chat);
    }
  }

  private static String whole(WireStream stream, ByteString chat) {
    Refusal end = stream.awaitEnd();
    StringBuilder all = new StringBuilder();
    for (ServerFrame frame : stream.frames()) {
      all.append(HEX.formatHex(frame.toByteArray())).append('\n');
    }
    return withoutChat(all + end.bytes().toString(), chat);
  }

  /** The id itself, raw or spelled out, is what the caller said: it may be repeated. */
  private static String withoutChat(String answer, ByteString chat) {
    String hex = HEX.formatHex(chat.toByteArray());
    return answer
        .replace(hex, "CHAT")
        .replace(HEX.formatHex(hex.getBytes(StandardCharsets.US_ASCII)), "CHAT");
  }

  private static ClientFrame ack(ByteString chat, long seq) {
    return ClientFrame.newBuilder()
        .setAck(Ack.newBuilder().setPosition(WireStream.position(chat, seq)))
        .build();
  }

  private static void deleteMessage(Person person, ByteString chat, long seq) {
    var unused =
        person
            .connection()
            .chat()
            .deleteMessage(DeleteMessageRequest.newBuilder().setChatId(chat).setSeq(seq).build());
  }

  private static void groupInfo(Person person, ByteString chat, long handshake) {
    var unused =
        person
            .connection()
            .chat()
            .getGroupInfo(
                GetGroupInfoRequest.newBuilder()
                    .setChatId(chat)
                    .setHandshakeSeq(handshake)
                    .build());
  }

  private static Arguments call(String name, Ask ask) {
    return Arguments.of(name, ask);
  }
}
