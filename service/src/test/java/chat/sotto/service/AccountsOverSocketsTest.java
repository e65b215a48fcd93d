package chat.sotto.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.service.support.ClientKeys;
import chat.sotto.service.support.Refused;
import chat.sotto.service.support.TestDevice;
import chat.sotto.service.support.TestServer;
import chat.sotto.service.support.TestServer.Client;
import chat.sotto.v1.AuthServiceGrpc;
import chat.sotto.v1.GetSessionRequest;
import chat.sotto.v1.GetSessionResponse;
import chat.sotto.v1.LoginRequest;
import chat.sotto.v1.LogoutRequest;
import chat.sotto.v1.Scope;
import com.google.protobuf.ByteString;
import io.grpc.ConnectivityState;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registering, logging in and out over real sockets and certificates. */
class AccountsOverSocketsTest {
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void login_rightKey_opensSession() throws IOException {
    Client alice = server.join("alice").login();

    GetSessionResponse session = alice.auth().getSession(GetSessionRequest.getDefaultInstance());

    assertThat(session.getUsername()).isEqualTo("alice");
    assertThat(session.getDeviceId().toByteArray()).isEqualTo(alice.device.deviceId);
    assertThat(session.getScopesList()).containsExactly(Scope.SCOPE_SEND);
    assertThat(session.getGeneration()).isEqualTo(1);
  }

  @Test
  void register_repeated_returnsSameCertificateAndTakesNoUse() {
    TestDevice device = server.newDevice("alice");
    var request = device.registration(server.token()).build();

    ByteString first = server.enrollment().register(request).getCertificate();
    ByteString second = server.enrollment().register(request).getCertificate();

    assertThat(second).isEqualTo(first);
  }

  @Test
  void login_thirdWrongKey_isAnsweredAndClosesTheConnection() throws IOException {
    Client alice = server.join("alice");

    for (int attempt = 1; attempt <= 2; attempt++) {
      assertThat(Refused.by(() -> wrongLogin(alice)).reason()).isEqualTo("WRONG_PASSWORD");
      assertThat(alice.channel.getState(false)).isEqualTo(ConnectivityState.READY);
    }
    Refused third = Refused.by(() -> wrongLogin(alice));

    assertThat(third.reason()).isEqualTo("TOO_MANY_ATTEMPTS");
    assertThat(third.code()).isEqualTo(Status.Code.UNAUTHENTICATED);
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> alice.channel.getState(false) != ConnectivityState.READY);
    await().atMost(Duration.ofSeconds(5)).until(() -> server.server.chatConnections() == 0);
  }

  private static void wrongLogin(Client client) {
    var unused =
        client
            .auth()
            .login(LoginRequest.newBuilder().setAuthKey(ClientKeys.randomBytes(32)).build());
  }

  @Test
  void login_afterFourthWrongKey_mustWaitAsLongAsItSays() throws IOException {
    Client alice = server.join("alice");
    for (int attempt = 1; attempt <= 3; attempt++) {
      Refused.by(() -> wrongLogin(alice));
    }
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> alice.channel.getState(false) != ConnectivityState.READY);
    assertThat(Refused.by(() -> wrongLogin(alice)).reason()).isEqualTo("WRONG_PASSWORD");

    Refused early = Refused.by(alice::login);
    assertThat(early.reason()).isEqualTo("SLOW_DOWN");
    assertThat(early.code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(early.retryMillis()).isEqualTo(2000);

    server.clock.advance(Duration.ofSeconds(2));
    assertThat(alice.login().token().size()).isEqualTo(32);
  }

  @Test
  void session_afterLogout_isInvalid() throws IOException {
    Client alice = server.join("alice").login();
    var unused = alice.auth().logout(LogoutRequest.getDefaultInstance());

    Refused refused =
        Refused.by(() -> alice.auth().getSession(GetSessionRequest.getDefaultInstance()));

    assertThat(refused.reason()).isEqualTo("SESSION_INVALID");
  }

  @Test
  void session_ofAnotherDevice_isInvalid() throws IOException {
    Client alice = server.join("alice").login();
    Client mallory = server.join("mallory").login();

    Refused refused =
        Refused.by(
            () ->
                Client.withToken(AuthServiceGrpc.newBlockingStub(mallory.channel), alice.token())
                    .getSession(GetSessionRequest.getDefaultInstance()));

    assertThat(refused.reason()).isEqualTo("SESSION_INVALID");
  }

  @Test
  void session_missing_isRequired() throws IOException {
    Client alice = server.join("alice");

    Refused refused =
        Refused.by(() -> alice.auth().getSession(GetSessionRequest.getDefaultInstance()));

    assertThat(refused.reason()).isEqualTo("SESSION_REQUIRED");
  }

  @Test
  void session_unusedForThirtyDays_isInvalid() throws IOException {
    Client alice = server.join("alice").login();
    server.clock.advance(Duration.ofDays(30));

    Refused refused =
        Refused.by(() -> alice.auth().getSession(GetSessionRequest.getDefaultInstance()));

    assertThat(refused.reason()).isEqualTo("SESSION_INVALID");
  }
}
