package chat.sotto.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.it.wire.Friends;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireStream;
import chat.sotto.v1.ClientFrame;
import chat.sotto.v1.LogEntry;
import chat.sotto.v1.Sent;
import chat.sotto.v1.ServerFrame;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that says more than it listens to. */
class FloodTest {
  private static final int SENDS = 10_000;

  /**
   * Answers of some 50 bytes that fill the client's window and the server's own buffer, the frames
   * that wait for theirs, and as much again.
   */
  private static final int BOUND = 6_000;

  private static final int FRAMES_A_MESSAGE = 50;

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
  void tenThousandSends_answersNotRead_areHeldBackAndThenAllAnsweredInOrder() {
    List<ByteString> ids = new ArrayList<>();
    try (WireStream alice = friends.one().connection().stream().hello()) {
      long start = friends.other().logEnd(friends.id());
      alice.stopReading();
      say(alice, ids);

      // The server takes what it can answer and no more, while nobody listens.
      await()
          .during(Duration.ofSeconds(1))
          .atMost(Duration.ofSeconds(30))
          .until(() -> friends.other().logEnd(friends.id()) - start < BOUND);
      assertThat(alice.isWritable()).as("the client is held back").isFalse();
      try (WireStream bob = friends.other().connection().stream()) {
        bob.hello(WireStream.position(friends.id(), friends.other().logEnd(friends.id())));
        // Nobody else waits for it: Bob's own stream is answered at once.
        assertThat(bob.send(friends.chat(), ProtocolBytes.random(10)).getSeq()).isPositive();
      }

      alice.startReading();
      var last = alice.answer(ids.get(SENDS - 1));
      assertThat(last.hasSent()).isTrue();
      List<Sent> answers =
          alice.frames().stream().filter(ServerFrame::hasSent).map(ServerFrame::getSent).toList();
      assertThat(answers).extracting(Sent::getClientId).containsExactlyElementsOf(ids);
      assertThat(answers).extracting(Sent::getSeq).isSorted().doesNotHaveDuplicates();

      List<LogEntry> log = friends.other().log(friends.id(), start + 1);
      assertThat(log)
          .filteredOn(entry -> entry.getSenderDevice().equals(friends.one().device().deviceId()))
          .extracting(LogEntry::getClientId)
          .containsExactlyElementsOf(ids);
    }
  }

  private static void say(WireStream alice, List<ByteString> ids) {
    ByteString payload = ProtocolBytes.random(600);
    for (int i = 0; i < SENDS / FRAMES_A_MESSAGE; i++) {
      List<ClientFrame> frames = new ArrayList<>();
      for (int j = 0; j < FRAMES_A_MESSAGE; j++) {
        ByteString id = ProtocolBytes.randomId();
        ids.add(id);
        frames.add(WireStream.sendFrame(friends.id(), id, friends.chat().handshake(), payload));
      }
      alice.say(frames);
    }
  }
}
