package chat.sotto.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import chat.sotto.service.support.ClientKeys;
import chat.sotto.service.support.Refused;
import chat.sotto.service.support.TestDevice;
import chat.sotto.service.support.TestServer;
import chat.sotto.service.support.TestServer.Client;
import chat.sotto.service.usecase.account.RegistrationPolicy;
import chat.sotto.v1.EnrollDeviceRequest;
import chat.sotto.v1.RegisterRequest;
import chat.sotto.v1.SealedVaultKeys;
import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What newcomers and members get wrong, one thing at a time. */
class BadRequestsTest {
  private static final Map<String, UnaryOperator<RegisterRequest.Builder>> BROKEN =
      Map.ofEntries(
          Map.entry("token", request -> request.setToken(ClientKeys.randomBytes(15))),
          Map.entry("username", request -> request.setUsername("-alice")),
          Map.entry("account_key", request -> request.setAccountKey(ClientKeys.randomBytes(31))),
          Map.entry("device_id", request -> request.setDeviceId(ClientKeys.randomBytes(17))),
          Map.entry("device_key", request -> request.setDeviceKey(ClientKeys.randomBytes(33))),
          Map.entry("attestation", request -> request.setAttestation(ClientKeys.randomBytes(64))),
          Map.entry("device_name", request -> request.setDeviceName("x".repeat(65))),
          Map.entry("csr", request -> request.setCsr(ClientKeys.randomBytes(100))),
          Map.entry("auth_key", request -> request.setAuthKey(ClientKeys.randomBytes(31))),
          Map.entry(
              "recovery_auth_key",
              request -> request.setRecoveryAuthKey(ClientKeys.randomBytes(31))),
          Map.entry(
              "vault_keys.by_password",
              request ->
                  request.setVaultKeys(
                      SealedVaultKeys.newBuilder()
                          .setByPassword(ClientKeys.randomBytes(257))
                          .setByRecovery(ClientKeys.randomBytes(92)))),
          Map.entry(
              "vault_keys",
              request ->
                  request.setVaultKeys(
                      SealedVaultKeys.newBuilder().setByPassword(ClientKeys.randomBytes(92)))),
          Map.entry(
              "account_key_record",
              request -> request.setAccountKeyRecord(ClientKeys.randomBytes(1025))));

  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token",
        "username",
        "account_key",
        "device_id",
        "device_key",
        "attestation",
        "device_name",
        "csr",
        "auth_key",
        "recovery_auth_key",
        "vault_keys.by_password",
        "vault_keys",
        "account_key_record"
      })
  void register_brokenField_isNamedAndTakesNoUse(String field) {
    TestDevice device = server.newDevice("alice");
    UnaryOperator<RegisterRequest.Builder> breakIt =
        java.util.Objects.requireNonNull(BROKEN.get(field));

    Refused refused = refusedRegistration(breakIt.apply(device.registration(server.token())));

    assertThat(refused.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused.reason())
        .isEqualTo(field.equals("username") ? "NAME_INVALID" : "INVALID_FIELD");
    assertThat(refused.field()).isEqualTo(field);
    // The name is free still, and the same keys may register.
    var unused = server.enrollment().register(device.registration(server.token()).build());
  }

  @Test
  void register_attestationOfAnotherGeneration_isRefused() {
    TestDevice device = server.newDevice("alice");

    Refused refused =
        refusedRegistration(
            device
                .registration(server.token())
                .setAttestation(ByteString.copyFrom(device.attestation(2))));

    assertThat(refused.field()).isEqualTo("attestation");
  }

  @Test
  void register_nameTaken_isRefused() throws IOException {
    server.join("alice");

    Refused refused = refusedRegistration(server.newDevice("alice").registration(server.token()));

    assertThat(refused.reason()).isEqualTo("NAME_TAKEN");
    assertThat(refused.code()).isEqualTo(Status.Code.ALREADY_EXISTS);
  }

  @Test
  void register_unknownToken_isRefused() {
    Refused refused =
        refusedRegistration(server.newDevice("alice").registration(ClientKeys.randomBytes(16)));

    assertThat(refused.reason()).isEqualTo("TOKEN_UNKNOWN");
    assertThat(refused.code()).isEqualTo(Status.Code.PERMISSION_DENIED);
  }

  @Test
  void register_withoutToken_isRefused() {
    Refused refused = refusedRegistration(server.newDevice("alice").registration(ByteString.EMPTY));

    assertThat(refused.reason()).isEqualTo("TOKEN_REQUIRED");
  }

  @Test
  void register_expiredToken_isRefused() {
    server.clock.advance(SottoServer.FIRST_LINK_LIFETIME);

    Refused refused = refusedRegistration(server.newDevice("alice").registration(server.token()));

    assertThat(refused.reason()).isEqualTo("TOKEN_EXPIRED");
  }

  @Test
  void register_tokenUsedUp_isRefused() throws IOException {
    for (int i = 0; i < SottoServer.FIRST_LINK_USES; i++) {
      server.join("user" + i);
    }

    Refused refused = refusedRegistration(server.newDevice("late").registration(server.token()));

    assertThat(refused.reason()).isEqualTo("TOKEN_USED_UP");
  }

  @Test
  void register_closedServer_isRefused() throws IOException {
    try (TestServer closed =
        TestServer.start(config -> config.withRegistration(RegistrationPolicy.CLOSED))) {
      Refused refused =
          Refused.by(
              () ->
                  closed
                      .enrollment()
                      .register(
                          closed
                              .newDevice("alice")
                              .registration(ClientKeys.randomBytes(16))
                              .build()));

      assertThat(refused.reason()).isEqualTo("REGISTRATION_CLOSED");
    }
  }

  @Test
  void register_openServer_needsNoToken() throws IOException {
    try (TestServer open =
        TestServer.start(config -> config.withRegistration(RegistrationPolicy.OPEN))) {
      assertThat(open.server.joinLink().orElseThrow())
          .doesNotContain(".sotto")
          .matches(".*/#[^.]+");
      assertThat(open.join("alice", ByteString.EMPTY).login().token().size()).isEqualTo(32);
    }
  }

  @Test
  void enrollDevice_isNotOffered() {
    Refused refused =
        Refused.by(
            () -> server.enrollment().enrollDevice(EnrollDeviceRequest.getDefaultInstance()));

    assertThat(refused.reason()).isEqualTo("NOT_OFFERED");
    assertThat(refused.code()).isEqualTo(Status.Code.UNIMPLEMENTED);
  }

  @Test
  void enrollment_tooFast_isSlowedDownUntilItSays() throws IOException {
    try (TestServer slow =
        TestServer.start(config -> config.withLimits(config.limits().withEnrollment(2, 60)))) {
      // One call was spent on the server's facts.
      Refused.by(() -> slow.enrollment().register(RegisterRequest.getDefaultInstance()));

      Refused refused =
          Refused.by(() -> slow.enrollment().register(RegisterRequest.getDefaultInstance()));
      assertThat(refused.reason()).isEqualTo("SLOW_DOWN");
      assertThat(refused.retryMillis()).isEqualTo(1000);

      slow.clock.advance(Duration.ofSeconds(1));
      assertThat(
              Refused.by(() -> slow.enrollment().register(RegisterRequest.getDefaultInstance()))
                  .reason())
          .isNotEqualTo("SLOW_DOWN");
    }
  }

  @Test
  void request_garbage_isMalformedFrame() throws IOException {
    Client alice = server.join("alice");

    Refused refused =
        Refused.of(
            catchThrowable(() -> sendRaw(alice.channel, "sotto.v1.AuthService/Login", garbage())));

    assertThat(refused.reason()).isEqualTo("MALFORMED_FRAME");
    assertThat(refused.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void request_beyondTheMessageBound_isRefused() throws IOException {
    Client alice = server.join("alice");

    StatusRuntimeException failure =
        (StatusRuntimeException)
            catchThrowable(
                () ->
                    sendRaw(
                        alice.channel, "sotto.v1.AuthService/Login", new byte[5 * 1024 * 1024]));

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }

  private static byte[] garbage() {
    return new byte[] {10, 127, 1, 2, 3};
  }

  private Refused refusedRegistration(RegisterRequest.Builder request) {
    return Refused.by(() -> server.enrollment().register(request.build()));
  }

  private static void sendRaw(ManagedChannel channel, String method, byte[] request) {
    var unused =
        ClientCalls.blockingUnaryCall(
            channel,
            MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(method)
                .setRequestMarshaller(new RawMarshaller())
                .setResponseMarshaller(new RawMarshaller())
                .build(),
            CallOptions.DEFAULT,
            request);
  }

  private static final class RawMarshaller implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] bytes) {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public byte[] parse(InputStream bytes) {
      try {
        return bytes.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
