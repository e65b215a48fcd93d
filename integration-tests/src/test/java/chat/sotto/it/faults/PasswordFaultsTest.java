package chat.sotto.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.it.wire.Person;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.Refusal;
import chat.sotto.it.wire.TestClock;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireConnection;
import chat.sotto.it.wire.WireDevice;
import chat.sotto.v1.GetRecoveryRequest;
import chat.sotto.v1.GetSessionRequest;
import chat.sotto.v1.LoginRequest;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong passwords: three end a connection, more are slowed down, and a restart forgets nothing. */
class PasswordFaultsTest {
  @TempDir Path folder;
  private final TestClock clock = TestClock.right();

  @Test
  void login_threeWrongPasswords_closesTheConnectionAndNoOther() {
    try (TestServer server = TestServer.builder(folder).clock(clock).start()) {
      WireDevice alice = WireDevice.register(server.link(), "alice");
      Person bob = server.join("bob");
      try (WireConnection connection = alice.connect(server.chat())) {
        wrong(connection).is(Status.Code.UNAUTHENTICATED, "WRONG_PASSWORD");
        wrong(connection).is(Status.Code.UNAUTHENTICATED, "WRONG_PASSWORD");
        wrong(connection).is(Status.Code.UNAUTHENTICATED, "TOO_MANY_ATTEMPTS");
        await().until(() -> !connection.isConnected());
      }
      assertThat(
              bob.connection()
                  .auth()
                  .getSession(GetSessionRequest.getDefaultInstance())
                  .getUsername())
          .isEqualTo("bob");
    }
  }

  @Test
  void login_wrongPasswordAndThenTheRightOne_succeeds() {
    try (TestServer server = TestServer.builder(folder).clock(clock).start()) {
      WireDevice alice = WireDevice.register(server.link(), "alice");
      try (WireConnection connection = alice.connect(server.chat())) {
        wrong(connection).is(Status.Code.UNAUTHENTICATED, "WRONG_PASSWORD");
        assertThat(login(connection, alice.authKey()).size()).isEqualTo(32);
      }
    }
  }

  @Test
  void login_manyWrongPasswords_isSlowedDownAcrossARestartAndThenLetIn() {
    WireDevice alice;
    try (TestServer server = TestServer.builder(folder).clock(clock).start()) {
      alice = WireDevice.register(server.link(), "alice");
      failUntilSlowedDown(server, alice);
    }
    try (TestServer server = TestServer.builder(folder).clock(clock).start();
        WireConnection connection = alice.connect(server.chat())) {
      // Not even the right password is looked at.
      Refusal refusal = Refusal.of(() -> login(connection, alice.authKey()));
      Duration wait = refusal.is(Status.Code.RESOURCE_EXHAUSTED, "SLOW_DOWN").retryAfter();
      assertThat(wait).isPositive();

      clock.advance(wait.plusSeconds(1));

      assertThat(login(connection, alice.authKey()).size()).isEqualTo(32);
    }
  }

  @Test
  void recovery_wrongCode_isRefusedAndCounts() {
    try (TestServer server = TestServer.builder(folder).clock(clock).start()) {
      WireDevice alice = WireDevice.register(server.link(), "alice");
      try (WireConnection connection = alice.connect(server.chat())) {
        Refusal.of(
                () ->
                    connection
                        .auth()
                        .getRecovery(
                            GetRecoveryRequest.newBuilder()
                                .setRecoveryAuthKey(ProtocolBytes.random(32))
                                .build()))
            .is(Status.Code.UNAUTHENTICATED, "WRONG_RECOVERY_CODE");
        wrong(connection).is(Status.Code.UNAUTHENTICATED, "WRONG_PASSWORD");
        wrong(connection).is(Status.Code.UNAUTHENTICATED, "TOO_MANY_ATTEMPTS");
      }
    }
  }

  private static void failUntilSlowedDown(TestServer server, WireDevice alice) {
    for (int attempt = 0; attempt < 30; attempt++) {
      try (WireConnection connection = alice.connect(server.chat())) {
        if (wrong(connection).status().getCode() == Status.Code.RESOURCE_EXHAUSTED) {
          return;
        }
      }
    }
    throw new AssertionError("thirty wrong passwords and no word of slowing down");
  }

  private static Refusal wrong(WireConnection connection) {
    return Refusal.of(() -> login(connection, ProtocolBytes.random(32)));
  }

  private static ByteString login(WireConnection connection, ByteString authKey) {
    return connection
        .auth()
        .login(LoginRequest.newBuilder().setAuthKey(authKey).build())
        .getSessionToken();
  }
}
