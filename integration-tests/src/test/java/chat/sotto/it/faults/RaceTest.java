package chat.sotto.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.it.wire.Friends;
import chat.sotto.it.wire.Person;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireStream;
import chat.sotto.v1.ChatState;
import chat.sotto.v1.ClientFrame;
import chat.sotto.v1.CommitSubmission;
import chat.sotto.v1.ListChatsRequest;
import chat.sotto.v1.RejectReason;
import chat.sotto.v1.RequestChatRequest;
import chat.sotto.v1.RequestChatResponse;
import chat.sotto.v1.RespondToRequestRequest;
import chat.sotto.v1.RespondToRequestResponse;
import chat.sotto.v1.Sent;
import chat.sotto.v1.ServerFrame;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same thing twice, one after the other and at the same moment: it happens once. */
class RaceTest {
  @TempDir static Path folder;
  private static TestServer server;
  private static Friends friends;
  private static int pairs;

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
  void send_repeatedOnTheSameStream_returnsTheFirstAnswerAndStoresOnce() {
    ByteString id = ProtocolBytes.randomId();
    ByteString payload = ProtocolBytes.random(300);
    try (WireStream alice = friends.one().online()) {
      ClientFrame frame =
          WireStream.sendFrame(friends.id(), id, friends.chat().handshake(), payload);
      alice.say(frame);
      Sent first = alice.answer(id).getSent();
      int seen = alice.frames().size();
      alice.say(frame, frame);
      alice.halfClose().awaitEnd();
      assertThat(alice.frames().subList(seen, alice.frames().size()).stream())
          .filteredOn(ServerFrame::hasSent)
          .extracting(ServerFrame::getSent)
          .containsExactly(first, first);
      assertThat(friends.other().logEnd(friends.id())).isEqualTo(first.getSeq());
    }
  }

  @Test
  void send_repeatedWithOtherBytes_returnsTheFirstAnswerAndKeepsTheFirstBytes() {
    ByteString id = ProtocolBytes.randomId();
    ByteString payload = ProtocolBytes.random(300);
    long handshake = friends.chat().handshake();
    try (WireStream alice = friends.one().online();
        WireStream later = friends.one().online()) {
      alice.say(WireStream.sendFrame(friends.id(), id, handshake, payload));
      Sent first = alice.answer(id).getSent();
      later.say(WireStream.sendFrame(friends.id(), id, handshake, ProtocolBytes.random(300)));
      assertThat(later.answer(id).getSent()).isEqualTo(first);
      assertThat(friends.other().log(friends.id(), first.getSeq()).get(0).getPayload())
          .isEqualTo(payload);
    }
  }

  @Test
  void send_sameIdOfAnotherDevice_isAnotherMessage() {
    ByteString id = ProtocolBytes.randomId();
    long handshake = friends.chat().handshake();
    try (WireStream alice = friends.one().online();
        WireStream bob = friends.other().online()) {
      alice.say(WireStream.sendFrame(friends.id(), id, handshake, ProtocolBytes.random(300)));
      long first = alice.answer(id).getSent().getSeq();
      bob.say(WireStream.sendFrame(friends.id(), id, handshake, ProtocolBytes.random(300)));
      assertThat(bob.answer(id).getSent().getSeq()).isEqualTo(first + 1);
    }
  }

  @RepeatedTest(5)
  void requestChat_bothAskAtTheSameMoment_thereIsOneChat() throws Exception {
    Person one = server.join("left" + pairs);
    Person other = server.join("right" + pairs);
    pairs++;
    ByteString mine = ProtocolBytes.randomId();
    ByteString theirs = ProtocolBytes.randomId();

    List<RequestChatResponse> answers =
        together(
            () -> one.connection().chat().requestChat(one.device().chatRequest(mine, other.name())),
            () ->
                other
                    .connection()
                    .chat()
                    .requestChat(other.device().chatRequest(theirs, one.name())));

    assertThat(answers).filteredOn(RequestChatResponse::hasCreated).hasSize(1);
    ByteString created = answers.get(0).hasCreated() ? mine : theirs;
    assertThat(answers)
        .filteredOn(RequestChatResponse::hasExisting)
        .singleElement()
        .satisfies(
            answer -> {
              assertThat(answer.getExisting().getChatId()).isEqualTo(created);
              assertThat(answer.getExisting().getState()).isEqualTo(ChatState.CHAT_STATE_PENDING);
            });
    assertThat(
            one.connection().chat().listChats(ListChatsRequest.getDefaultInstance()).getChatsList())
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void requestChat_repeatedWithTheSameId_returnsTheSameReceipt() {
    Person one = server.join("twice-one");
    Person other = server.join("twice-other");
    ByteString chat = ProtocolBytes.randomId();
    RequestChatRequest request = one.device().chatRequest(chat, other.name());

    RequestChatResponse first = one.connection().chat().requestChat(request);
    RequestChatResponse second = one.connection().chat().requestChat(request);

    assertThat(first.hasCreated()).isTrue();
    assertThat(second).isEqualTo(first);
    assertThat(one.logEnd(chat)).isEqualTo(1);
  }

  @Test
  void accept_twiceAtTheSameMoment_joinsOnce() throws Exception {
    Person one = server.join("accept-one");
    Person other = server.join("accept-other");
    ByteString chat = ProtocolBytes.randomId();
    var asked = one.connection().chat().requestChat(one.device().chatRequest(chat, other.name()));
    RespondToRequestRequest acceptance =
        other.device().acceptance(chat, asked.getCreated().getSeq());

    List<RespondToRequestResponse> answers =
        together(
            () -> other.connection().chat().respondToRequest(acceptance),
            () -> other.connection().chat().respondToRequest(acceptance));

    assertThat(answers).allMatch(RespondToRequestResponse::hasJoined);
    assertThat(answers.get(0)).isEqualTo(answers.get(1));
    assertThat(one.logEnd(chat)).isEqualTo(2);
  }

  @Test
  void commit_bothRekeyAtTheSameMoment_oneIsStale() throws Exception {
    Friends pair = Friends.of(server.join("rekey-one"), server.join("rekey-other"));
    CommitSubmission mine = pair.one().device().rekey(pair.id(), pair.chat().handshake());
    CommitSubmission theirs = pair.other().device().rekey(pair.id(), pair.chat().handshake());
    try (WireStream one = pair.one().online();
        WireStream other = pair.other().online()) {
      List<ServerFrame> answers = together(() -> commit(one, mine), () -> commit(other, theirs));

      assertThat(answers).filteredOn(ServerFrame::hasCommitReceipt).hasSize(1);
      assertThat(answers)
          .filteredOn(ServerFrame::hasCommitRejected)
          .singleElement()
          .satisfies(
              answer -> {
                assertThat(answer.getCommitRejected().getReason())
                    .isEqualTo(RejectReason.REJECT_REASON_STALE_HANDSHAKE);
                assertThat(answer.getCommitRejected().getLatestHandshake())
                    .isEqualTo(pair.chat().handshake() + 1);
              });
      assertThat(pair.one().logEnd(pair.id())).isEqualTo(3);
    }
  }

  private static ServerFrame commit(WireStream stream, CommitSubmission submission) {
    stream.say(ClientFrame.newBuilder().setCommit(submission).build());
    return stream.answer(submission.getClientId());
  }

  private static <T> List<T> together(Callable<T> one, Callable<T> other) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      Future<T> first = two.submit(() -> afterAll(start, one));
      Future<T> second = two.submit(() -> afterAll(start, other));
      return List.of(first.get(), second.get());
    } finally {
      two.shutdownNow();
    }
  }

  private static <T> T afterAll(CyclicBarrier start, Callable<T> work) throws Exception {
    start.await();
    return work.call();
  }
}
