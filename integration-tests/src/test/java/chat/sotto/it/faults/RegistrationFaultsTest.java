package chat.sotto.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.Refusal;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireConnection;
import chat.sotto.it.wire.WireDevice;
import chat.sotto.it.wire.WireKeys;
import chat.sotto.it.wire.WireLink;
import chat.sotto.v1.RegisterRequest;
import chat.sotto.v1.SealedVaultKeys;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registrations in which one field is wrong. */
class RegistrationFaultsTest {
  @TempDir static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.builder(folder).start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "_alice",
        ".alice",
        "-alice",
        "al ice",
        "alice!",
        "alice\n",
        "alice/bob",
        "ali\u0000ce",
        "älice",
        "аlice", // the first letter is Cyrillic
        "alice\u202e",
        "a23456789012345678901234567890123", // 33 characters
      })
  void register_nameThatBreaksTheRule_isRefused(String name) {
    WireLink once = server.invite(1, Duration.ofHours(1));

    Refusal.of(() -> WireDevice.register(once, name))
        .is(Status.Code.INVALID_ARGUMENT, "NAME_INVALID")
        .naming("username");

    stillGood(once);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0a", "a.b-c_d", "a2345678901234567890123456789012", "zz"})
  void register_nameAtTheEdgeOfTheRule_isTaken(String name) {
    WireLink once = server.invite(1, Duration.ofHours(1));
    assertThat(WireDevice.register(once, name).certificate()).isNotNull();
  }

  @Test
  void register_sameNameInCapitals_isTaken() {
    assertThat(WireDevice.register(server.invite(1, Duration.ofHours(1)), "capital").certificate())
        .isNotNull();
    WireLink once = server.invite(1, Duration.ofHours(1));
    WireKeys keys = WireKeys.generate();
    WireDevice.Draft draft = WireDevice.registration(once, "capital", keys);
    draft.request().setUsername("CAPITAL");

    Refusal.of(() -> register(once, draft.request().build()))
        .is(Status.Code.ALREADY_EXISTS, "NAME_TAKEN");

    stillGood(once);
  }

  static Stream<Arguments> spoiled() {
    return Stream.of(
        field("account_key", r -> r.setAccountKey(ProtocolBytes.random(31))),
        field("device_id", r -> r.setDeviceId(ProtocolBytes.random(17))),
        field("device_key", r -> r.setDeviceKey(ProtocolBytes.random(33))),
        field("attestation", r -> r.setAttestation(ProtocolBytes.random(63))),
        field("device_name", r -> r.setDeviceName("x".repeat(65))),
        field("csr", r -> r.setCsr(ByteString.EMPTY)),
        field("csr", r -> r.setCsr(ProtocolBytes.random(200))),
        field("csr", r -> r.setCsr(ProtocolBytes.random(4097))),
        field("csr", r -> r.setCsr(withFlippedSignature(r.getCsr()))),
        field("csr", r -> r.setCsr(WireKeys.csr(p384()))),
        field("auth_key", r -> r.setAuthKey(ProtocolBytes.random(31))),
        field("recovery_auth_key", r -> r.setRecoveryAuthKey(ByteString.EMPTY)),
        field(
            "vault_keys.by_password",
            r ->
                r.setVaultKeys(
                    SealedVaultKeys.newBuilder()
                        .setByPassword(ProtocolBytes.random(257))
                        .setByRecovery(ProtocolBytes.random(92)))),
        field(
            "vault_keys.by_recovery",
            r ->
                r.setVaultKeys(
                    SealedVaultKeys.newBuilder()
                        .setByPassword(ProtocolBytes.random(92))
                        .setByRecovery(ProtocolBytes.random(257)))),
        field("account_key_record", r -> r.setAccountKeyRecord(ProtocolBytes.random(1025))));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("spoiled")
  void register_oneFieldWrong_namesItAndChangesNothing(
      String field, Consumer<RegisterRequest.Builder> spoil) {
    WireLink once = server.invite(1, Duration.ofHours(1));
    RegisterRequest.Builder request =
        WireDevice.registration(once, freshName(), WireKeys.generate()).request();
    spoil.accept(request);

    Refusal.of(() -> register(once, request.build()))
        .is(Status.Code.INVALID_ARGUMENT, "INVALID_FIELD")
        .naming(field);

    stillGood(once);
  }

  /** Whoever gets past the check may use the token. */
  private static void stillGood(WireLink once) {
    assertThat(WireDevice.register(once, freshName()).certificate()).isNotNull();
  }

  private static void register(WireLink link, RegisterRequest request) {
    try (WireConnection enrollment =
        WireConnection.withoutCertificate(link.enrollment(), link.fingerprint())) {
      var unused = enrollment.enrollment().register(request);
    }
  }

  private static String freshName() {
    return "user" + Long.toUnsignedString(ProtocolBytes.random(8).asReadOnlyByteBuffer().getLong());
  }

  private static Arguments field(String name, Consumer<RegisterRequest.Builder> spoil) {
    return Arguments.of(name, spoil);
  }

  private static ByteString withFlippedSignature(ByteString csr) {
    byte[] bytes = csr.toByteArray();
    bytes[bytes.length - 1] ^= 1;
    return ByteString.copyFrom(bytes);
  }

  private static KeyPair p384() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp384r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
