package chat.sotto.service;

import static chat.sotto.service.TestStream.PATIENCE;
import static chat.sotto.service.TestStream.ackFrame;
import static chat.sotto.service.TestStream.at;
import static chat.sotto.service.TestStream.sendFrame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.Scope;
import chat.sotto.service.session.StreamFailure;
import chat.sotto.v1.ClientFrame;
import chat.sotto.v1.Delivered;
import chat.sotto.v1.GoAwayReason;
import chat.sotto.v1.Hello;
import chat.sotto.v1.MarkRead;
import chat.sotto.v1.ReadMarkMoved;
import chat.sotto.v1.RejectReason;
import chat.sotto.v1.Send;
import chat.sotto.v1.SendRejected;
import chat.sotto.v1.Sent;
import chat.sotto.v1.ServerFrame;
import chat.sotto.v1.Typing;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectOverSocketsTest {
  private ChatTestServer server = new ChatTestServer();
  private ChatTestServer.User alice = server.user("alice");
  private ChatTestServer.User bob = server.user("bob");
  private ChatId chat = server.chat(alice, bob);

  @AfterEach
  void close() {
    server.close();
  }

  /** What Alice reads, who made the chat. */
  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  /** What Bob reads, who joined by the second entry. */
  private static List<Long> fromJoinTo(long last) {
    return LongStream.rangeClosed(2, last).boxed().toList();
  }

  // ---- Hello

  @Test
  void hello_first_isAnsweredReplayedAndCaughtUp() {
    TestStream stream = alice.connect();
    stream.awaitCaughtUp();
    assertThat(stream.frames().get(0).getHelloOk().getSendWindow()).isEqualTo(256);
    assertThat(stream.sequences(chat)).isEqualTo(upTo(2));
    assertThat(stream.frames().get(3).hasCaughtUp()).isTrue();
  }

  @Test
  void frame_beforeHello_endsTheStream() {
    TestStream stream = alice.stream();
    stream.say(sendFrame(chat, 10));
    assertThat(stream.awaitFailure()).isEqualTo("INVALID_ARGUMENT HELLO_EXPECTED");
    assertThat(server.stores.chats().findHead(chat).orElseThrow().lastSeq().value()).isEqualTo(2);
  }

  @Test
  void hello_twice_endsTheStream() {
    TestStream stream = alice.connect();
    stream.hello();
    assertThat(stream.awaitFailure()).isEqualTo("INVALID_ARGUMENT HELLO_EXPECTED");
  }

  @Test
  void hello_otherVersion_endsTheStream() {
    TestStream stream = alice.stream();
    stream.say(ClientFrame.newBuilder().setHello(Hello.newBuilder().setProtocolVersion(2)).build());
    assertThat(stream.awaitFailure()).isEqualTo("FAILED_PRECONDITION CLIENT_TOO_NEW");
  }

  @Test
  void hello_positionFromTheFuture_endsTheStream() {
    TestStream stream = alice.stream();
    stream.hello(at(chat, 3));
    assertThat(stream.awaitFailure()).isEqualTo("INVALID_ARGUMENT POSITION_FROM_FUTURE");
  }

  @Test
  void hello_positionBeyondSigned64Bits_endsTheStream() {
    TestStream stream = alice.stream();
    stream.hello(at(chat, -1));
    assertThat(stream.awaitFailure()).isEqualTo("INVALID_ARGUMENT POSITION_FROM_FUTURE");
  }

  @Test
  void hello_positionOfForeignChat_isPassedOver() {
    ChatId foreign = server.chat(bob, server.user("carol"));
    TestStream stream = alice.stream();
    stream.hello(at(foreign, 1));
    stream.awaitCaughtUp();
    assertThat(stream.sequences(foreign)).isEmpty();
  }

  @Test
  void hello_laterPosition_isReplayedFromThere() {
    TestStream stream = alice.stream();
    stream.hello(at(chat, 1));
    stream.awaitCaughtUp();
    assertThat(stream.sequences(chat)).containsExactly(2L);
  }

  @Test
  void hello_earlierPositionThanTheServers_isReplayedFromThere() {
    TestStream first = alice.connect();
    first.awaitCaughtUp();
    first.ack(chat, 2);
    first.halfClose();
    first.awaitCompletion();
    TestStream same = alice.connect();
    same.awaitCaughtUp();
    assertThat(same.sequences(chat)).isEmpty();

    TestStream restored = alice.stream();
    restored.hello(at(chat, 1));
    restored.awaitCaughtUp();
    assertThat(restored.sequences(chat)).containsExactly(2L);
  }

  @Test
  void hello_moreThan1000Positions_endsTheStream() {
    var positions = new chat.sotto.v1.Position[1_001];
    java.util.Arrays.fill(positions, at(chat, 0));
    TestStream stream = alice.stream();
    stream.hello(positions);
    assertThat(stream.awaitFailure()).isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
  }

  // ---- Sending

  @Test
  void send_stored_isAnsweredAndReachesBothSides() {
    TestStream to = bob.connect();
    TestStream from = alice.connect();
    from.say(sendFrame(chat, 300));
    Sent sent = from.awaitOne(ServerFrame::hasSent, ServerFrame::getSent);
    assertThat(sent.getSeq()).isEqualTo(3);
    to.awaitSequence(chat, 3);
    from.awaitSequence(chat, 3);
    assertThat(to.entries(chat).get(1).getTimeMs()).isEqualTo(sent.getTimeMs());
    assertThat(to.entries(chat).get(1).getSenderDevice())
        .isEqualTo(alice.device.device().toByteString());
  }

  @Test
  void send_repeated_isAnsweredAsTheFirstTimeAndStoredOnce() {
    ClientFrame message = sendFrame(chat, 300);
    TestStream from = alice.connect();
    from.say(message, message);
    TestStream again = alice.connect();
    again.say(message);
    again.awaitOne(ServerFrame::hasSent, ServerFrame::getSent);
    await()
        .atMost(PATIENCE)
        .until(() -> from.all(ServerFrame::hasSent, ServerFrame::getSent).size() == 2);
    assertThat(from.all(ServerFrame::hasSent, ServerFrame::getSent))
        .containsOnly(again.awaitOne(ServerFrame::hasSent, ServerFrame::getSent));
    assertThat(server.stores.chats().findHead(chat).orElseThrow().lastSeq().value()).isEqualTo(3);
  }

  @Test
  void send_fieldsThatBreakTheirRules_areRejectedByName() {
    Send good = sendFrame(chat, 10).getSend();
    ByteString tooLarge = ByteString.copyFrom(new byte[81_921]);
    assertRejected(good.toBuilder().setChatId(ByteString.EMPTY), "INVALID_FIELD", "chat_id");
    assertRejected(
        good.toBuilder().setClientId(ByteString.copyFrom(new byte[17])),
        "INVALID_FIELD",
        "client_id");
    assertRejected(
        good.toBuilder().setClientId(ByteString.copyFrom(new byte[16])),
        "INVALID_FIELD",
        "client_id");
    assertRejected(good.toBuilder().setPayload(ByteString.EMPTY), "INVALID_FIELD", "payload");
    assertRejected(good.toBuilder().setPayload(tooLarge), "PAYLOAD_TOO_LARGE", "payload");
    assertRejected(good.toBuilder().setAfterHandshake(-1), "INVALID_FIELD", "after_handshake");
  }

  @Test
  void send_againstTheRules_isRejectedWithTheReason() {
    Send good = sendFrame(chat, 10).getSend();
    ChatTestServer.User carol = server.user("carol");
    ChatId foreign = server.chat(bob, carol);
    ChatId pending = server.request(alice, carol);
    ChatId nowhere = new ChatId(1, 2);
    assertRejected(good.toBuilder().setAfterHandshake(1), "STALE_EPOCH", "entry 2");
    assertRejected(
        good.toBuilder().setChatId(foreign.toByteString()), "CHAT_NOT_FOUND", "no such chat");
    assertRejected(
        good.toBuilder().setChatId(nowhere.toByteString()), "CHAT_NOT_FOUND", "no such chat");
    assertRejected(
        good.toBuilder().setChatId(pending.toByteString()).setAfterHandshake(1),
        "CHAT_PENDING",
        "accepted");
    ChatTestServer.await(server.stores.chats().leave(chat, bob.name(), java.time.Instant.now()));
    assertRejected(good.toBuilder(), "CHAT_CLOSED", "read-only");
  }

  private void assertRejected(Send.Builder send, String reason, String detail) {
    TestStream stream = alice.connect();
    stream.say(ClientFrame.newBuilder().setSend(send).build());
    SendRejected rejected =
        stream.awaitOne(ServerFrame::hasSendRejected, ServerFrame::getSendRejected);
    assertThat(rejected.getReason()).isEqualTo(RejectReason.valueOf("REJECT_REASON_" + reason));
    assertThat(rejected.getDetail()).contains(detail);
    assertThat(rejected.getClientId()).isEqualTo(send.getClientId());
    stream.cancel();
  }

  @Test
  void send_staleEpoch_namesTheLatestCommit() {
    TestStream stream = alice.connect();
    stream.say(
        ClientFrame.newBuilder()
            .setSend(sendFrame(chat, 10).getSend().toBuilder().setAfterHandshake(1))
            .build());
    assertThat(
            stream
                .awaitOne(ServerFrame::hasSendRejected, ServerFrame::getSendRejected)
                .getLatestHandshake())
        .isEqualTo(2);
  }

  @Test
  void send_withoutTheScope_endsTheStream() {
    TestStream stream = server.login(alice.device, Set.of(Scope.OPERATOR)).connect();
    stream.say(sendFrame(chat, 10));
    assertThat(stream.awaitFailure()).isEqualTo("PERMISSION_DENIED SCOPE_REQUIRED");
  }

  @Test
  void sends_10000OfOneClientAtOnce_areTakenInOrderAndNoFasterThanAnswered() {
    int count = 10_000;
    TestStream from = alice.connect();
    List<ClientFrame> sends = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sends.add(sendFrame(chat, 100));
    }
    for (List<ClientFrame> message : com.google.common.collect.Lists.partition(sends, 100)) {
      from.say(message);
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                from.isOver()
                    || from.all(ServerFrame::hasSent, ServerFrame::getSent).size() == count);
    List<Sent> answers = from.all(ServerFrame::hasSent, ServerFrame::getSent);
    assertThat(answers.stream().map(Sent::getClientId).toList())
        .isEqualTo(sends.stream().map(send -> send.getSend().getClientId()).toList());
    assertThat(answers.stream().map(Sent::getSeq).toList())
        .isEqualTo(LongStream.range(3, 3 + count).boxed().toList());
    assertThat(from.largestMessage()).isLessThanOrEqualTo(256);
  }

  @Test
  void sends_ofAClientThatReadsNoAnswer_areNotTakenWithoutBound() {
    TestStream from = TestStream.open(alice.streams(), false);
    from.hello();
    // A little more than what one side's transport holds; the rest has to wait at the sender.
    int large = 60_000;
    int said = 0;
    while (said < 5_000 && (said < 600 || from.isReady())) {
      from.say(sendFrame(chat, large));
      said++;
    }
    assertThat(from.isReady()).isFalse();
    long stored = server.stores.chats().findHead(chat).orElseThrow().lastSeq().value();
    assertThat(stored).isLessThan(said);
    from.cancel();
  }

  // ---- Bytes

  @Test
  void frame_ofNoKnownKind_endsTheStream() {
    TestStream stream = alice.connect();
    stream.say(ClientFrame.getDefaultInstance());
    assertThat(stream.awaitFailure()).isEqualTo("INVALID_ARGUMENT MALFORMED_FRAME");
  }

  @Test
  void message_withoutFrames_endsTheStream() {
    TestStream stream = alice.connect();
    stream.say();
    assertThat(stream.awaitFailure()).isEqualTo("INVALID_ARGUMENT MALFORMED_FRAME");
  }

  @Test
  void message_ofMoreThan256Frames_endsTheStreamAndStoresNothing() {
    List<ClientFrame> frames = new ArrayList<>();
    for (int i = 0; i < 257; i++) {
      frames.add(sendFrame(chat, 10));
    }
    TestStream stream = alice.connect();
    stream.say(frames);
    assertThat(stream.awaitFailure()).isEqualTo("INVALID_ARGUMENT MALFORMED_FRAME");
    assertThat(server.stores.chats().findHead(chat).orElseThrow().lastSeq().value()).isEqualTo(2);
  }

  // ---- Replay, live, windows

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void replay_whileOthersWrite_hasNoGapAndNoDuplicate(long seed) {
    Random random = new Random(seed);
    int before = random.nextInt(600);
    int during = 400;
    for (int i = 0; i < before; i++) {
      server.store(chat, alice, 1 + random.nextInt(2_000));
    }
    TestStream from = alice.stream();
    from.hello(at(chat, 2 + before));
    TestStream to = null;
    int began = random.nextInt(during / 2);
    long acked = 0;
    for (int i = 0; i < during; i++) {
      if (i == began) {
        to = bob.connect();
      }
      from.say(sendFrame(chat, 1 + random.nextInt(2_000)));
      if (to != null && random.nextInt(8) == 0) {
        acked = ackWhatCame(to, acked);
      }
    }
    TestStream reader = java.util.Objects.requireNonNull(to);
    long last = 2L + before + during;
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              ackWhatCame(reader, 0);
              return reader.sequences(chat).contains(last);
            });
    assertThat(reader.sequences(chat)).isEqualTo(fromJoinTo(last));
    int caughtUp = reader.frames().stream().map(ServerFrame::hasCaughtUp).toList().indexOf(true);
    assertThat(reader.frames().subList(0, caughtUp).stream().filter(ServerFrame::hasEntry).count())
        .isGreaterThanOrEqualTo(1 + before);
  }

  private long ackWhatCame(TestStream stream, long acked) {
    List<Long> came = stream.sequences(chat);
    long last = came.isEmpty() ? 0 : came.get(came.size() - 1);
    if (last > acked) {
      stream.ack(chat, last);
    }
    return Math.max(acked, last);
  }

  @Test
  void reader_thatNeverAcknowledges_getsExactlyTheWindowUntilItDoes() {
    for (int i = 0; i < 700; i++) {
      server.store(chat, alice, 100);
    }
    TestStream reader = bob.connect();
    reader.awaitSequence(chat, 257);
    TestStream from = alice.stream();
    from.hello(at(chat, 702));
    from.say(sendFrame(chat, 10));
    from.awaitSequence(chat, 703);
    assertThat(reader.sequences(chat)).isEqualTo(fromJoinTo(257));
    assertThat(reader.all(ServerFrame::hasCaughtUp, ServerFrame::getCaughtUp)).isEmpty();

    reader.ack(chat, 10);
    reader.awaitSequence(chat, 266);
    assertThat(reader.sequences(chat)).isEqualTo(fromJoinTo(266));
    reader.ack(chat, 266);
    reader.awaitSequence(chat, 522);
    assertThat(reader.sequences(chat)).isEqualTo(fromJoinTo(522));
    reader.ack(chat, 522);
    reader.awaitCaughtUp();
    reader.awaitSequence(chat, 703);
    assertThat(reader.sequences(chat)).isEqualTo(fromJoinTo(703));
    assertThat(reader.largestMessage()).isLessThanOrEqualTo(256);
  }

  @Test
  void reader_thatTakesNothingFromItsTransport_isNotBufferedWithoutBound() {
    TestStream slow = TestStream.open(bob.streams(), false);
    slow.hello();
    TestStream from = alice.connect();
    for (int i = 0; i < 200; i++) {
      from.say(sendFrame(chat, 60_000));
    }
    await()
        .atMost(PATIENCE)
        .until(() -> from.all(ServerFrame::hasSent, ServerFrame::getSent).size() == 200);
    slow.take(10_000);
    slow.awaitSequence(chat, 202);
    assertThat(slow.sequences(chat)).isEqualTo(fromJoinTo(202));
  }

  @Test
  void ack_beyondTheLogsEnd_endsTheStream() {
    TestStream stream = bob.connect();
    stream.awaitCaughtUp();
    stream.ack(chat, 3);
    assertThat(stream.awaitFailure()).isEqualTo("INVALID_ARGUMENT POSITION_FROM_FUTURE");
  }

  @Test
  void ack_ofWhatWasFetchedOtherwise_isTakenAndNotSentAgain() {
    for (int i = 0; i < 400; i++) {
      server.store(chat, alice, 10);
    }
    TestStream reader = bob.connect();
    reader.awaitSequence(chat, 257);
    reader.ack(chat, 400);
    reader.awaitCaughtUp();
    assertThat(reader.sequences(chat))
        .isEqualTo(
            LongStream.concat(LongStream.rangeClosed(2, 257), LongStream.of(401, 402))
                .boxed()
                .toList());
  }

  // ---- Marks and signs

  @Test
  void ack_ofOneSide_isDeliveredToTheOther() {
    TestStream from = alice.connect();
    from.awaitCaughtUp();
    TestStream to = bob.connect();
    to.awaitCaughtUp();
    to.say(ackFrame(chat, 1), ackFrame(chat, 2));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                from.all(ServerFrame::hasDelivered, ServerFrame::getDelivered).stream()
                    .anyMatch(mark -> mark.getPosition().getSeq() == 2));
    Delivered delivered = from.all(ServerFrame::hasDelivered, ServerFrame::getDelivered).get(0);
    assertThat(delivered.getUsername()).isEqualTo("bob");
    assertThat(to.all(ServerFrame::hasDelivered, ServerFrame::getDelivered))
        .noneMatch(mark -> mark.getUsername().equals("bob"));
  }

  @Test
  void marks_movedWhileOneIsAway_areToldWhenItReturns() {
    TestStream to = bob.connect();
    to.awaitCaughtUp();
    to.say(ackFrame(chat, 2), markReadFrame("read"));
    await().atMost(PATIENCE).until(() -> !server.stores.chats().readMarks(chat).isEmpty());
    TestStream returned = alice.connect();
    ReadMarkMoved read = returned.awaitOne(ServerFrame::hasReadMark, ServerFrame::getReadMark);
    assertThat(read.getSealed().toStringUtf8()).isEqualTo("read");
    assertThat(
            returned.awaitOne(ServerFrame::hasDelivered, ServerFrame::getDelivered).getPosition())
        .isEqualTo(at(chat, 2));
  }

  private ClientFrame markReadFrame(String sealed) {
    return ClientFrame.newBuilder()
        .setMarkRead(
            MarkRead.newBuilder()
                .setChatId(chat.toByteString())
                .setSealed(ByteString.copyFromUtf8(sealed)))
        .build();
  }

  @Test
  void readMarks_manyInASecond_areStoredAndToldAsTheFirstAndTheLast() {
    TestStream from = alice.connect();
    from.awaitCaughtUp();
    TestStream to = bob.connect();
    for (int i = 1; i <= 20; i++) {
      to.say(markReadFrame("mark " + i));
    }
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                from.all(ServerFrame::hasReadMark, frame -> frame.getReadMark().getSealed())
                    .contains(ByteString.copyFromUtf8("mark 20")));
    assertThat(
            from.all(
                ServerFrame::hasReadMark, frame -> frame.getReadMark().getSealed().toStringUtf8()))
        .containsExactly("mark 1", "mark 20");
    assertThat(server.stores.chats().readMarks(chat).get(0).sealed().toStringUtf8())
        .isEqualTo("mark 20");
    assertThat(to.all(ServerFrame::hasReadMark, ServerFrame::getReadMark)).isEmpty();
  }

  @Test
  void readMark_tooLarge_endsTheStream() {
    TestStream stream = alice.connect();
    stream.say(markReadFrame("x".repeat(1_025)));
    assertThat(stream.awaitFailure()).isEqualTo("INVALID_ARGUMENT PAYLOAD_TOO_LARGE");
  }

  private ClientFrame typingFrame(String sealed) {
    return ClientFrame.newBuilder()
        .setTyping(
            Typing.newBuilder()
                .setChatId(chat.toByteString())
                .setSealed(ByteString.copyFromUtf8(sealed)))
        .build();
  }

  @Test
  void typing_ofAMember_reachesTheOtherAndNotItself() {
    TestStream from = alice.connect();
    TestStream to = bob.connect();
    to.awaitCaughtUp();
    from.say(typingFrame("now"));
    assertThat(to.awaitOne(ServerFrame::hasTyping, ServerFrame::getTyping).getUsername())
        .isEqualTo("alice");
    assertThat(from.all(ServerFrame::hasTyping, ServerFrame::getTyping)).isEmpty();
  }

  @Test
  void typing_ofAStranger_reachesNobody() {
    TestStream to = bob.connect();
    to.awaitCaughtUp();
    TestStream stranger = server.user("carol").connect();
    stranger.say(typingFrame("boo"), markReadFrame("boo"));
    stranger.say(sendFrame(chat, 10));
    stranger.awaitOne(ServerFrame::hasSendRejected, ServerFrame::getSendRejected);
    TestStream from = alice.connect();
    from.say(typingFrame("now"));
    to.awaitOne(ServerFrame::hasTyping, ServerFrame::getTyping);
    assertThat(to.all(ServerFrame::hasTyping, frame -> frame.getTyping().getUsername()))
        .containsExactly("alice");
    assertThat(server.stores.chats().readMarks(chat)).isEmpty();
  }

  @Test
  void typing_oftenerThanAllowed_isDropped() {
    TestStream to = bob.connect();
    to.awaitCaughtUp();
    TestStream from = alice.connect();
    List<ClientFrame> signs = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      signs.add(typingFrame("sign " + i));
    }
    from.say(signs);
    from.say(sendFrame(chat, 10));
    to.awaitSequence(chat, 3);
    assertThat(to.all(ServerFrame::hasTyping, ServerFrame::getTyping).size()).isBetween(1, 5);
  }

  // ---- Requests

  @Test
  void request_waiting_isToldAfterHello() {
    ChatId asked = server.request(server.user("carol"), alice);
    TestStream stream = alice.connect();
    var request = stream.awaitOne(ServerFrame::hasRequest, ServerFrame::getRequest);
    assertThat(request.getChatId()).isEqualTo(asked.toByteString());
    assertThat(request.getFrom()).isEqualTo("carol");
  }

  // ---- Ends

  @Test
  void halfClose_withSendsUnderWay_completesAfterAllAnswers() {
    TestStream stream = alice.connect();
    List<ClientFrame> sends = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      sends.add(sendFrame(chat, 10));
    }
    stream.say(sends);
    stream.halfClose();
    stream.awaitCompletion();
    assertThat(stream.all(ServerFrame::hasSent, ServerFrame::getSent)).hasSize(250);
    await().atMost(PATIENCE).until(() -> server.parts.streams().count() == 0);
  }

  @Test
  void cancel_byTheClient_forgetsTheStream() {
    TestStream stream = alice.connect();
    stream.awaitCaughtUp();
    assertThat(server.parts.streams().count()).isEqualTo(1);
    stream.cancel();
    await().atMost(PATIENCE).until(() -> server.parts.streams().count() == 0);
  }

  @Test
  void drain_announcesItselfAnswersAndEnds() {
    TestStream stream = alice.connect();
    stream.awaitCaughtUp();
    stream.say(sendFrame(chat, 10));
    stream.awaitOne(ServerFrame::hasSent, ServerFrame::getSent);
    server.parts.streams().drain(Duration.ofMillis(1_500));
    var goodbye = stream.awaitOne(ServerFrame::hasGoAway, ServerFrame::getGoAway);
    assertThat(goodbye.getReason()).isEqualTo(GoAwayReason.GO_AWAY_REASON_DRAINING);
    assertThat(goodbye.getRetryAfterMs()).isEqualTo(1_500);
    stream.awaitCompletion();
    TestStream late = bob.connect();
    assertThat(late.awaitFailure()).isEqualTo("UNAVAILABLE GOING_AWAY");
  }

  @Test
  void drain_clientThatHalfCloses_endsAtOnce() {
    TestStream stream = alice.connect();
    stream.awaitCaughtUp();
    server.parts.streams().drain(Duration.ofSeconds(1));
    stream.awaitOne(ServerFrame::hasGoAway, ServerFrame::getGoAway);
    stream.halfClose();
    stream.awaitCompletion();
  }

  @Test
  void session_ended_endsItsStreamsAndNoOthers() {
    TestStream stream = alice.connect();
    TestStream other = server.login(alice.device, Set.of(Scope.SEND)).connect();
    stream.awaitCaughtUp();
    other.awaitCaughtUp();
    server.parts.streams().endSession(alice.token, StreamFailure.SESSION_INVALID);
    assertThat(stream.awaitFailure()).isEqualTo("UNAUTHENTICATED SESSION_INVALID");
    other.say(sendFrame(chat, 10));
    other.awaitOne(ServerFrame::hasSent, ServerFrame::getSent);
    server.parts.streams().endUser(alice.name(), StreamFailure.USER_DISABLED);
    assertThat(other.awaitFailure()).isEqualTo("UNAUTHENTICATED USER_DISABLED");
  }

  @Test
  void session_endedBetweenCallAndHello_isNoticed() {
    var headers = new java.util.concurrent.atomic.AtomicReference<io.grpc.Metadata>();
    var trailers = new java.util.concurrent.atomic.AtomicReference<io.grpc.Metadata>();
    TestStream stream =
        TestStream.open(
            alice
                .streams()
                .withInterceptors(
                    io.grpc.stub.MetadataUtils.newCaptureMetadataInterceptor(headers, trailers)),
            true);
    await().atMost(PATIENCE).until(() -> headers.get() != null);
    ChatTestServer.await(server.stores.sessions().end(alice.token));
    stream.hello();
    assertThat(stream.awaitFailure()).isEqualTo("UNAUTHENTICATED SESSION_INVALID");
  }
}
