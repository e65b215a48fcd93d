package chat.sotto.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.it.wire.Friends;
import chat.sotto.it.wire.Person;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.Refusal;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireConnection;
import chat.sotto.it.wire.WireStream;
import chat.sotto.v1.CreateInviteRequest;
import chat.sotto.v1.GetSessionRequest;
import chat.sotto.v1.ListChatsRequest;
import chat.sotto.v1.LoginRequest;
import chat.sotto.v1.LogoutRequest;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Session tokens that are missing, made up, over, or somebody else's; with a device certificate
 * that is good.
 */
class SessionFaultsTest {
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
  void call_noToken_isRefused() {
    try (WireConnection connection = alice().device().connect(server.chat())) {
      refusedEverywhere(connection, "SESSION_REQUIRED");
    }
  }

  @Test
  void call_unknownToken_isRefused() {
    try (WireConnection connection = alice().device().connect(server.chat())) {
      refusedEverywhere(connection.withToken(ProtocolBytes.random(32)), "SESSION_INVALID");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Bearer ", "Bearer !!!", "Basic YWxpY2U6cHc", "garbage"})
  void call_malformedAuthorization_isRefused(String header) {
    try (WireConnection connection = alice().device().connect(server.chat())) {
      Refusal refusal = Refusal.of(() -> whoAmI(connection.withAuthorization(header)));
      assertThat(refusal.status().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }
  }

  @Test
  void call_tokenOfAnotherUsersDevice_isRefused() {
    ByteString bobsToken;
    try (WireConnection bob = friends.other().device().connect(server.chat())) {
      bobsToken = token(bob, friends.other());
      assertThat(whoAmI(bob.withToken(bobsToken))).isEqualTo("bob");
    }
    try (WireConnection connection = alice().device().connect(server.chat())) {
      refusedEverywhere(connection.withToken(bobsToken), "SESSION_INVALID");
    }
    try (WireConnection bob = friends.other().device().connect(server.chat())) {
      // The thief has spoilt nothing for its owner.
      assertThat(whoAmI(bob.withToken(bobsToken))).isEqualTo("bob");
    }
  }

  @Test
  void call_tokenAfterLogout_isRefusedWhileOtherSessionsGoOn() {
    try (WireConnection connection = alice().device().connect(server.chat())) {
      connection.withToken(token(connection, alice()));
      assertThat(whoAmI(connection)).isEqualTo("alice");

      var unused = connection.auth().logout(LogoutRequest.getDefaultInstance());

      refusedEverywhere(connection, "SESSION_INVALID");
    }
    assertThat(whoAmI(alice().connection())).isEqualTo("alice");
  }

  @Test
  void call_ordinaryUserAsOperator_isRefused() {
    Refusal.of(
            () ->
                alice()
                    .connection()
                    .admin()
                    .createInvite(
                        CreateInviteRequest.newBuilder().setUses(1).setLifetimeSeconds(60).build()))
        .is(Status.Code.PERMISSION_DENIED, "SCOPE_REQUIRED");
  }

  /** A unary call and a stream; nothing is stored by the stream. */
  private static void refusedEverywhere(WireConnection connection, String reason) {
    Refusal.of(() -> whoAmI(connection)).is(Status.Code.UNAUTHENTICATED, reason);
    Refusal.of(() -> connection.chat().listChats(ListChatsRequest.getDefaultInstance()))
        .is(Status.Code.UNAUTHENTICATED, reason);
    long before = friends.other().logEnd(friends.id());
    try (WireStream stream = connection.stream()) {
      stream.sayHello();
      stream.post(friends.chat(), ProtocolBytes.random(300));
      stream.awaitEnd().is(Status.Code.UNAUTHENTICATED, reason);
    }
    assertThat(friends.other().logEnd(friends.id())).isEqualTo(before);
  }

  private static String whoAmI(WireConnection connection) {
    return connection.auth().getSession(GetSessionRequest.getDefaultInstance()).getUsername();
  }

  private static ByteString token(WireConnection connection, Person person) {
    return connection
        .auth()
        .login(LoginRequest.newBuilder().setAuthKey(person.device().authKey()).build())
        .getSessionToken();
  }

  private static Person alice() {
    return friends.one();
  }
}
