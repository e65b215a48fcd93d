package chat.sotto.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.it.wire.Friends;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireStream;
import chat.sotto.v1.ClientFrame;
import chat.sotto.v1.CommitSubmission;
import chat.sotto.v1.RejectReason;
import chat.sotto.v1.SendRejected;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Messages that are larger than allowed, or otherwise not as they must be. The stream survives
 * them.
 */
class MessageLimitFaultsTest {
  private static final int LIMIT = 81_920;

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
  void send_payloadAtTheLimit_isStoredWhole() {
    ByteString payload = ProtocolBytes.random(LIMIT);
    try (WireStream alice = friends.one().online();
        WireStream bob = friends.other().online()) {
      long seq = alice.send(friends.chat(), payload).getSeq();
      assertThat(bob.awaitEntry(friends.id(), seq).getPayload()).isEqualTo(payload);
    }
  }

  @Test
  void send_payloadBeyondTheLimit_isRejectedNamingTheLimit() {
    SendRejected rejected =
        rejected(
            valid(), friends.chat().handshake(), ProtocolBytes.random(LIMIT + 1), friends.id());
    assertThat(rejected.getReason()).isEqualTo(RejectReason.REJECT_REASON_PAYLOAD_TOO_LARGE);
    assertThat(rejected.getDetail().replaceAll("[,_ ]", "")).contains("81920");
  }

  @Test
  void send_emptyPayload_isRejectedNamingTheField() {
    SendRejected rejected =
        rejected(valid(), friends.chat().handshake(), ByteString.EMPTY, friends.id());
    assertThat(rejected.getReason()).isEqualTo(RejectReason.REJECT_REASON_INVALID_FIELD);
    assertThat(rejected.getDetail()).contains("payload");
  }

  @Test
  void send_clientIdOfWrongLength_isRejectedNamingTheField() {
    SendRejected rejected =
        rejected(
            ProtocolBytes.random(15),
            friends.chat().handshake(),
            ProtocolBytes.random(300),
            friends.id());
    assertThat(rejected.getReason()).isEqualTo(RejectReason.REJECT_REASON_INVALID_FIELD);
    assertThat(rejected.getDetail()).contains("client_id");
  }

  @Test
  void send_chatIdOfWrongLength_isRejectedNamingTheField() {
    SendRejected rejected =
        rejected(
            valid(),
            friends.chat().handshake(),
            ProtocolBytes.random(300),
            ProtocolBytes.random(17));
    assertThat(rejected.getReason()).isEqualTo(RejectReason.REJECT_REASON_INVALID_FIELD);
    assertThat(rejected.getDetail()).contains("chat_id");
  }

  @Test
  void send_afterAnOlderCommit_isStaleAndToldTheLatest() {
    SendRejected rejected = rejected(valid(), 1, ProtocolBytes.random(300), friends.id());
    assertThat(rejected.getReason()).isEqualTo(RejectReason.REJECT_REASON_STALE_EPOCH);
    assertThat(rejected.getLatestHandshake()).isEqualTo(friends.chat().handshake());
  }

  @Test
  void commit_beyondTheLimit_isRejected() {
    CommitSubmission large =
        friends.one().device().rekey(friends.id(), friends.chat().handshake()).toBuilder()
            .setCommit(ProtocolBytes.random(1024 * 1024 + 1))
            .build();
    long before = friends.other().logEnd(friends.id());
    try (WireStream alice = friends.one().online()) {
      alice.say(ClientFrame.newBuilder().setCommit(large).build());
      assertThat(alice.answer(large.getClientId()).getCommitRejected().getReason())
          .isEqualTo(RejectReason.REJECT_REASON_PAYLOAD_TOO_LARGE);
      assertThat(friends.other().logEnd(friends.id())).isEqualTo(before);
    }
  }

  private static SendRejected rejected(
      ByteString clientId, long handshake, ByteString payload, ByteString chat) {
    long before = friends.other().logEnd(friends.id());
    try (WireStream alice = friends.one().online()) {
      alice.say(WireStream.sendFrame(chat, clientId, handshake, payload));
      SendRejected rejected = alice.answer(clientId).getSendRejected();
      assertThat(friends.other().logEnd(friends.id())).isEqualTo(before);
      // The stream lives on.
      assertThat(alice.send(friends.chat(), ProtocolBytes.random(300)).getSeq())
          .isEqualTo(before + 1);
      return rejected;
    }
  }

  private static ByteString valid() {
    return ProtocolBytes.randomId();
  }
}
