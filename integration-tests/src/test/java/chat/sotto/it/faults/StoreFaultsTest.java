package chat.sotto.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.it.wire.Friends;
import chat.sotto.it.wire.LittleDisk;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.Refusal;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireDevice;
import chat.sotto.it.wire.WireLink;
import chat.sotto.it.wire.WireStream;
import chat.sotto.v1.RejectReason;
import chat.sotto.v1.ServerFrame;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store that cannot store: nothing is acknowledged, nothing is half done, and when the trouble is
 * over all goes on.
 */
class StoreFaultsTest {
  @TempDir Path folder;

  @Test
  void send_databaseLockedByAnotherProcess_isUnavailableAndNotStored() throws Exception {
    try (TestServer server = TestServer.builder(folder).start()) {
      Friends friends = server.friends("alice", "bob");
      WireLink link = server.invite(1, Duration.ofHours(1));
      long before = friends.other().logEnd(friends.id());
      try (WireStream alice = friends.one().online()) {
        ByteString id = ProtocolBytes.randomId();
        ByteString payload = ProtocolBytes.random(300);
        var send = WireStream.sendFrame(friends.id(), id, friends.chat().handshake(), payload);
        try (Connection other = open(server.data());
            Statement statement = other.createStatement()) {
          statement.execute("BEGIN EXCLUSIVE");

          alice.say(send);
          unavailable(alice.answer(id));
          Refusal.of(() -> WireDevice.register(link, "carol"))
              .is(Status.Code.UNAVAILABLE, "STORE_UNAVAILABLE");

          statement.execute("ROLLBACK");
        }
        assertThat(friends.other().logEnd(friends.id())).isEqualTo(before);
        recovers(alice, friends, before, id, payload);
        assertThat(WireDevice.register(link, "carol").certificate()).isNotNull();
      }
    }
  }

  @Test
  void send_diskFull_isUnavailableAndNothingAcknowledgedIsLost() throws IOException {
    Optional<LittleDisk> mounted = LittleDisk.mount(folder.resolve("disk"), 4);
    assumeThat(mounted)
        .as("a small file system of its own, which needs root and the right to mount")
        .isPresent();
    try (LittleDisk disk = mounted.orElseThrow();
        TestServer server = TestServer.builder(disk.folder()).start()) {
      Friends friends = server.friends("alice", "bob");
      long before = friends.other().logEnd(friends.id());
      try (WireStream alice = friends.one().online()) {
        disk.fill();

        // The log that is written ahead may have some room of its own left.
        long stored = 0;
        ServerFrame answer = send(alice, friends);
        while (answer.hasSent() && stored < 10_000) {
          stored++;
          answer = send(alice, friends);
        }
        unavailable(answer);
        assertThat(friends.other().logEnd(friends.id())).isEqualTo(before + stored);

        disk.free();
        recovers(
            alice,
            friends,
            before + stored,
            answer.getSendRejected().getClientId(),
            ProtocolBytes.random(20_000));
      }
    }
  }

  private static ServerFrame send(WireStream alice, Friends friends) {
    return alice.answer(alice.post(friends.chat(), ProtocolBytes.random(20_000)));
  }

  private static void unavailable(ServerFrame answer) {
    assertThat(answer.hasSendRejected()).as("%s", answer).isTrue();
    assertThat(answer.getSendRejected().getReason())
        .isEqualTo(RejectReason.REJECT_REASON_STORE_UNAVAILABLE);
  }

  /** The same message under the same id is taken, on the same stream, once. */
  private static void recovers(
      WireStream alice, Friends friends, long before, ByteString id, ByteString payload) {
    await()
        .untilAsserted(
            () -> {
              try (WireStream again = friends.one().online()) {
                again.say(
                    WireStream.sendFrame(friends.id(), id, friends.chat().handshake(), payload));
                assertThat(again.answer(id).getSent().getSeq()).isEqualTo(before + 1);
              }
            });
    assertThat(alice.send(friends.chat(), ProtocolBytes.random(300)).getSeq())
        .isEqualTo(before + 2);
    assertThat(friends.other().logEnd(friends.id())).isEqualTo(before + 2);
  }

  private static Connection open(Path data) throws IOException, SQLException {
    try (Stream<Path> files = Files.walk(data)) {
      Path database =
          files.filter(file -> file.toString().endsWith(".db")).findFirst().orElseThrow();
      return DriverManager.getConnection("jdbc:sqlite:" + database);
    }
  }
}
