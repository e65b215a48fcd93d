package chat.sotto.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.it.wire.Friends;
import chat.sotto.it.wire.Person;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.ServerProcess;
import chat.sotto.it.wire.WireStream;
import chat.sotto.v1.GoAwayReason;
import chat.sotto.v1.ServerFrame;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code sotto serve} ends when it is told to. */
class ServerProcessTest {
  @TempDir Path folder;

  @Test
  void sigterm_streamsUnderLoad_getGoAwayAndEveryAnswerAndTheProcessExitsZero() {
    try (ServerProcess server = ServerProcess.start(folder.resolve("data"))) {
      Friends friends = Friends.of(server.join("alice"), server.join("bob"));
      try (WireStream alice = friends.one().online()) {
        List<ByteString> ids = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          ids.add(alice.post(friends.chat(), ProtocolBytes.random(300)));
        }
        alice.answer(ids.get(99));

        server.terminate();

        ServerFrame goAway = alice.await("GoAway", ServerFrame::hasGoAway);
        assertThat(goAway.getGoAway().getReason()).isEqualTo(GoAwayReason.GO_AWAY_REASON_DRAINING);
        alice.halfClose();
        assertThat(alice.awaitEnd().status().getCode()).isEqualTo(Status.Code.OK);
      }
      assertThat(server.exitCode()).isZero();
    }
  }

  @Test
  void sigterm_streamThatDoesNotGo_isEndedAndTheProcessExitsZero() {
    try (ServerProcess server = ServerProcess.start(folder.resolve("data"))) {
      Person alice = server.join("alice");
      try (WireStream stubborn = alice.online()) {
        server.terminate();
        assertThat(server.exitCode()).isZero();
        stubborn.awaitEnd();
      }
    }
  }

  @Test
  void restart_afterKill_keepsAccountsSessionsAndChats() {
    Friends friends;
    long end;
    Path data = folder.resolve("data");
    try (ServerProcess server = ServerProcess.start(data)) {
      friends = Friends.of(server.join("alice"), server.join("bob"));
      try (WireStream alice = friends.one().online()) {
        end = alice.send(friends.chat(), ProtocolBytes.random(300)).getSeq();
      }
      server.kill();
    }
    try (ServerProcess server = ServerProcess.start(data)) {
      try (WireStream stream = server.again(friends.other()).online()) {
        assertThat(stream.awaitEntry(friends.id(), end).getSeq()).isEqualTo(end);
      }
    }
  }
}
