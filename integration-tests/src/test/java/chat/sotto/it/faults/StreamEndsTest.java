package chat.sotto.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.it.wire.Friends;
import chat.sotto.it.wire.Person;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.Refusal;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireConnection;
import chat.sotto.it.wire.WireStream;
import chat.sotto.v1.ChangePasswordRequest;
import chat.sotto.v1.DeleteAccountRequest;
import chat.sotto.v1.DisableUserRequest;
import chat.sotto.v1.EnableUserRequest;
import chat.sotto.v1.GetSessionRequest;
import chat.sotto.v1.LogoutRequest;
import chat.sotto.v1.RejectReason;
import chat.sotto.v1.RevokeDeviceRequest;
import chat.sotto.v1.ServerFrame;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How streams end: at once when the right to them ends, and politely when somebody says goodbye.
 */
class StreamEndsTest {
  @TempDir Path folder;
  private TestServer server;
  private Friends friends;

  @BeforeEach
  void start() {
    server = TestServer.builder(folder).start();
    friends = server.friends("alice", "bob");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void logout_openStreams_endAtOnce() {
    try (WireStream first = alice().online();
        WireStream second = alice().online();
        WireStream bobs = bob().online()) {
      var unused = alice().connection().auth().logout(LogoutRequest.getDefaultInstance());

      first.awaitEnd().is(Status.Code.UNAUTHENTICATED, "SESSION_INVALID");
      second.awaitEnd().is(Status.Code.UNAUTHENTICATED, "SESSION_INVALID");
      stillWorks(bobs);
    }
  }

  @Test
  void logout_streamOfAnotherSessionOfTheDevice_goesOn() {
    try (WireConnection other = alice().device().login(server.chat());
        WireStream stays = other.stream().hello()) {
      var unused = alice().connection().auth().logout(LogoutRequest.getDefaultInstance());
      stillWorks(stays);
    }
  }

  @Test
  void disable_openStreamsAndCalls_endAtOnceUntilEnabled() {
    try (WireStream stream = alice().online();
        WireStream bobs = bob().online()) {
      disableAlice();

      stream.awaitEnd().is(Status.Code.UNAUTHENTICATED, "USER_DISABLED");
      Refusal.of(this::whoIsAlice).is(Status.Code.UNAUTHENTICATED, "USER_DISABLED");
      stillWorks(bobs);

      enableAlice();

      try (WireConnection again = alice().device().login(server.chat())) {
        stillWorks(again.stream().hello());
      }
    }
  }

  @Test
  void revoke_ownDevice_endsItsStreamsAndCalls() {
    try (WireStream stream = alice().online();
        WireStream bobs = bob().online()) {
      var unused =
          alice()
              .connection()
              .auth()
              .revokeDevice(
                  RevokeDeviceRequest.newBuilder()
                      .setDeviceId(alice().device().deviceId())
                      .setGeneration(2)
                      .build());

      stream.awaitEnd().is(Status.Code.UNAUTHENTICATED, "DEVICE_REVOKED");
      Refusal.of(this::whoIsAlice).is(Status.Code.UNAUTHENTICATED, "DEVICE_REVOKED");
      stillWorks(bobs);
    }
  }

  @Test
  void deleteAccount_openStreams_endAndTheChatIsReadOnlyForTheOther() {
    try (WireStream stream = alice().online();
        WireStream bobs = bob().online()) {
      var unused =
          alice()
              .connection()
              .auth()
              .deleteAccount(
                  DeleteAccountRequest.newBuilder().setAuthKey(alice().device().authKey()).build());

      stream.awaitEnd().is(Status.Code.UNAUTHENTICATED, "ACCOUNT_DELETED");
      Refusal.of(this::whoIsAlice).is(Status.Code.UNAUTHENTICATED, "ACCOUNT_DELETED");
      ServerFrame answer = bobs.answer(bobs.post(friends.chat(), ProtocolBytes.random(300)));
      assertThat(answer.getSendRejected().getReason())
          .isEqualTo(RejectReason.REJECT_REASON_CHAT_CLOSED);
    }
  }

  @Test
  void deleteAccount_wrongAuthKey_changesNothing() {
    try (WireStream stream = alice().online()) {
      Refusal.of(
              () ->
                  alice()
                      .connection()
                      .auth()
                      .deleteAccount(
                          DeleteAccountRequest.newBuilder()
                              .setAuthKey(ProtocolBytes.random(32))
                              .build()))
          .is(Status.Code.UNAUTHENTICATED, "WRONG_PASSWORD");
      stillWorks(stream);
    }
  }

  @Test
  void changePassword_otherSessions_endAndTheCallersGoesOn() {
    try (WireConnection other = alice().device().login(server.chat());
        WireStream ends = other.stream().hello();
        WireStream stays = alice().online()) {
      var unused =
          alice()
              .connection()
              .auth()
              .changePassword(
                  ChangePasswordRequest.newBuilder()
                      .setAuthKey(alice().device().authKey())
                      .setNewAuthKey(ProtocolBytes.random(32))
                      .setVaultKeysByPassword(ProtocolBytes.random(92))
                      .build());

      ends.awaitEnd().is(Status.Code.UNAUTHENTICATED, "SESSION_INVALID");
      stillWorks(stays);
    }
  }

  @Test
  void halfClose_sendsOnTheirWay_areAllAnsweredBeforeTheEnd() {
    try (WireStream stream = alice().online()) {
      List<ByteString> ids = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        ids.add(stream.post(friends.chat(), ProtocolBytes.random(300)));
      }
      stream.halfClose();

      assertThat(stream.awaitEnd().status().getCode()).isEqualTo(Status.Code.OK);
      assertThat(stream.frames().stream().filter(ServerFrame::hasSent))
          .extracting(frame -> frame.getSent().getClientId())
          .containsExactlyElementsOf(ids);
    }
  }

  @Test
  void halfClose_beforeHello_ends() {
    try (WireStream stream = alice().connection().stream().halfClose()) {
      assertThat(stream.awaitEnd().status().getCode())
          .isIn(Status.Code.OK, Status.Code.INVALID_ARGUMENT);
    }
  }

  @Test
  void stop_openStreams_areToldGoAwayAndEndWell() {
    try (WireStream stream = alice().online()) {
      ByteString id = stream.post(friends.chat(), ProtocolBytes.random(300));
      stream.answer(id);
      Thread stopping = new Thread(server::drain);
      stopping.start();

      ServerFrame goAway = stream.await("GoAway", ServerFrame::hasGoAway);
      assertThat(goAway.getGoAway().getRetryAfterMs()).isPositive();
      stream.halfClose();
      assertThat(stream.awaitEnd().status().getCode()).isEqualTo(Status.Code.OK);
    }
  }

  private void stillWorks(WireStream stream) {
    assertThat(stream.send(friends.chat(), ProtocolBytes.random(300)).getSeq()).isPositive();
  }

  private void disableAlice() {
    var unused =
        server
            .operator()
            .connection()
            .admin()
            .disableUser(DisableUserRequest.newBuilder().setUsername("alice").build());
  }

  private void enableAlice() {
    var unused =
        server
            .operator()
            .connection()
            .admin()
            .enableUser(EnableUserRequest.newBuilder().setUsername("alice").build());
  }

  private void whoIsAlice() {
    var unused = alice().connection().auth().getSession(GetSessionRequest.getDefaultInstance());
  }

  private Person alice() {
    return friends.one();
  }

  private Person bob() {
    return friends.other();
  }
}
