package chat.sotto.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.it.wire.Person;
import chat.sotto.it.wire.Refusal;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireConnection;
import chat.sotto.it.wire.WireDevice;
import chat.sotto.it.wire.WireLink;
import chat.sotto.it.wire.WireStream;
import chat.sotto.v1.GetServerInfoRequest;
import chat.sotto.v1.GetServerInfoResponse;
import chat.sotto.v1.GetSessionRequest;
import chat.sotto.v1.RenewExpiredCertificateRequest;
import io.grpc.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that speaks version 2 alone, and clients that claim another one, or none. */
class ProtocolVersionTest {
  @TempDir static Path folder;
  private static TestServer server;
  private static Person alice;

  @BeforeAll
  static void start() {
    server = TestServer.builder(folder).protocol(2, 2).start();
    alice = server.join("alice");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "0, CLIENT_TOO_OLD, update sotto",
    "1, CLIENT_TOO_OLD, update sotto",
    "3, CLIENT_TOO_NEW, server has to be updated",
    "99, CLIENT_TOO_NEW, server has to be updated",
    "4294967295, CLIENT_TOO_NEW, server has to be updated"
  })
  void call_otherVersion_isRefusedSayingWhatToDo(String version, String reason, String advice) {
    try (WireConnection chat = login(version);
        WireConnection newcomer = newcomer(version)) {
      assertThat(session(chat).is(Status.Code.FAILED_PRECONDITION, reason).status().toString())
          .contains("version 2", version, advice);
      Refusal.of(
              () -> {
                var unused =
                    newcomer
                        .enrollment()
                        .renewExpiredCertificate(
                            RenewExpiredCertificateRequest.getDefaultInstance());
              })
          .is(Status.Code.FAILED_PRECONDITION, reason);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, CLIENT_TOO_OLD", "1, CLIENT_TOO_OLD", "99, CLIENT_TOO_NEW"})
  void stream_otherVersionInTheHeader_ends(String version, String reason) {
    try (WireConnection chat = login(version);
        WireStream stream = chat.stream()) {
      stream.say(WireStream.helloFrame(2));
      stream.awaitEnd().is(Status.Code.FAILED_PRECONDITION, reason);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, CLIENT_TOO_OLD", "1, CLIENT_TOO_OLD", "99, CLIENT_TOO_NEW"})
  void stream_otherVersionInTheHello_ends(int version, String reason) {
    try (WireStream stream = alice.connection().stream()) {
      stream.say(WireStream.helloFrame(version));
      stream.awaitEnd().is(Status.Code.FAILED_PRECONDITION, reason);
    }
  }

  @Test
  void call_rightVersionOrNone_isTaken() {
    try (WireConnection right = login("2")) {
      assertThat(right.auth().getSession(GetSessionRequest.getDefaultInstance()).getUsername())
          .isEqualTo("alice");
    }
    assertThat(
            alice
                .connection()
                .auth()
                .getSession(GetSessionRequest.getDefaultInstance())
                .getUsername())
        .isEqualTo("alice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two", "", "-1", "2.0", "99999999999", "4294967296"})
  void call_versionThatIsNoNumber_isRefused(String version) {
    try (WireConnection chat = login(version)) {
      session(chat).is(Status.Code.INVALID_ARGUMENT, "INVALID_FIELD").naming("sotto-protocol");
    }
  }

  @Test
  void getServerInfo_anyVersion_isAnsweredWithTheRange() {
    try (WireConnection newcomer = newcomer("99")) {
      GetServerInfoResponse info =
          newcomer.enrollment().getServerInfo(GetServerInfoRequest.getDefaultInstance());
      assertThat(info.getMinProtocolVersion()).isEqualTo(2);
      assertThat(info.getMaxProtocolVersion()).isEqualTo(2);
    }
  }

  private static Refusal session(WireConnection connection) {
    return Refusal.of(
        () -> {
          var unused = connection.auth().getSession(GetSessionRequest.getDefaultInstance());
        });
  }

  private static WireConnection login(String version) {
    WireDevice device = alice.device();
    return device.login(server.chat()).withProtocol(version);
  }

  private static WireConnection newcomer(String version) {
    WireLink link = server.link();
    return WireConnection.withoutCertificate(link.enrollment(), link.fingerprint())
        .withProtocol(version);
  }
}
