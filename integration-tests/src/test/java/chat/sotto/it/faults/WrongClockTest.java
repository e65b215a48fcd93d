package chat.sotto.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.transport.Endpoint;
import chat.sotto.client.transport.EnrollmentConnection;
import chat.sotto.client.trust.CaFingerprint;
import chat.sotto.it.wire.Friends;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.TestClock;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireStream;
import chat.sotto.v1.LogEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clocks that are wrong by a day do no harm; those that are wrong by months are told from wrong
 * certificates.
 */
class WrongClockTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void server_clockWrongByADay_peopleStillTalk(int days) {
    TestClock wrong = TestClock.wrongBy(DAY.multipliedBy(days));
    try (TestServer server = TestServer.builder(folder).clock(wrong).start()) {
      Friends friends = server.friends("alice", "bob");
      try (WireStream alice = friends.one().online();
          WireStream bob = friends.other().online()) {
        long seq = alice.send(friends.chat(), ProtocolBytes.random(300)).getSeq();
        assertThat(bob.awaitEntry(friends.id(), seq).getSeq()).isEqualTo(seq);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void server_clockSetByADayAndRestarted_peopleStillTalkAndTimesDoNotDecrease(int days) {
    TestClock clock = TestClock.right();
    Friends friends;
    try (TestServer server = TestServer.builder(folder).clock(clock).start()) {
      friends = server.friends("alice", "bob");
      try (WireStream alice = friends.one().online()) {
        var unused = alice.send(friends.chat(), ProtocolBytes.random(300));
      }
    }
    clock.advance(DAY.multipliedBy(days));
    try (TestServer server = TestServer.builder(folder).clock(clock).start()) {
      try (var alice = friends.one().device().login(server.chat());
          WireStream stream = alice.stream().hello()) {
        var unused = stream.send(friends.chat(), ProtocolBytes.random(300));
      }
      List<LogEntry> log = server.again(friends.other()).log(friends.id(), 1);
      assertThat(log).extracting(LogEntry::getTimeMs).isSorted();
      assertThat(log).extracting(LogEntry::getSeq).containsExactly(2L, 3L, 4L);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void client_clockWrongByADay_believesTheServer(int days) {
    try (TestServer server = TestServer.builder(folder).start();
        EnrollmentConnection connection =
            EnrollmentConnection.open(
                new Endpoint("127.0.0.1", server.link().enrollment().getPort()),
                CaFingerprint.of(server.link().fingerprint().toByteArray()),
                wrongBy(DAY.multipliedBy(days)))) {
      assertThat(connection.serverFacts().serverId()).hasSize(32);
    }
  }

  @Test
  void device_certificateIssuedByAServerADayAhead_isTakenOnceItsClockIsRight() {
    TestClock clock = TestClock.wrongBy(DAY);
    try (TestServer server = TestServer.builder(folder).clock(clock).start()) {
      Friends friends = server.friends("alice", "bob");
      clock.advance(DAY.negated());
      try (var alice = friends.one().device().login(server.chat());
          WireStream stream = alice.stream().hello()) {
        assertThat(stream.send(friends.chat(), ProtocolBytes.random(300)).getSeq()).isEqualTo(3);
      }
    }
  }

  private static InstantSource wrongBy(Duration offset) {
    return TestClock.wrongBy(offset);
  }
}
