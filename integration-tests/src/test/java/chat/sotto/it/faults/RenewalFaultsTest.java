package chat.sotto.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.Refusal;
import chat.sotto.it.wire.TestClock;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireConnection;
import chat.sotto.it.wire.WireDevice;
import chat.sotto.it.wire.WireKeys;
import chat.sotto.v1.GetSessionRequest;
import chat.sotto.v1.RenewExpiredCertificateRequest;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A device that was away for longer than its certificate lasts; and those who would be that device.
 */
class RenewalFaultsTest {
  @TempDir Path folder;
  private final TestClock clock = TestClock.right();
  private TestServer server;
  private WireDevice alice;

  @BeforeEach
  void start() {
    server = TestServer.builder(folder).clock(clock).start();
    alice = WireDevice.register(server.link(), "alice");
    clock.advance(Duration.ofDays(91));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void renew_expiredCertificate_letsTheDeviceInAgain() {
    Refusal refusal = Refusal.of(() -> alice.login(server.chat()).close());
    assertThat(refusal.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);

    WireDevice renewed = alice.withCertificate(WireDevice.parse(renew(request(alice).build())));

    try (WireConnection connection = renewed.login(server.chat())) {
      assertThat(connection.auth().getSession(GetSessionRequest.getDefaultInstance()).getUsername())
          .isEqualTo("alice");
    }
  }

  @Test
  void renew_repeatedWithTheSameKey_returnsTheSameCertificate() {
    RenewExpiredCertificateRequest request = request(alice).build();
    ByteString first = renew(request);
    assertThat(renew(request)).isEqualTo(first);
  }

  @Test
  void renew_capturedRequestAfterTheNextRenewal_isRefused() {
    RenewExpiredCertificateRequest captured = request(alice).build();
    WireDevice renewed = alice.withCertificate(WireDevice.parse(renew(captured)));
    KeyPair next = WireKeys.p256();
    var unused =
        renew(signed(renewed, next, serial(renewed), renewed.keys().device().getPrivate()).build());

    Refusal.of(() -> renew(captured))
        .is(Status.Code.INVALID_ARGUMENT, "INVALID_FIELD")
        .naming("serial");
  }

  @Test
  void renew_signatureOfAnotherKey_isRefusedNamingTheField() {
    PrivateKey thief = WireKeys.ed25519().getPrivate();
    RenewExpiredCertificateRequest forged =
        signed(alice, alice.keys().tls(), serial(alice), thief).build();

    Refusal.of(() -> renew(forged))
        .is(Status.Code.INVALID_ARGUMENT, "INVALID_FIELD")
        .naming("signature");
    stillRenews();
  }

  @Test
  void renew_otherKeyThanTheOneSignedFor_isRefusedNamingTheField() {
    RenewExpiredCertificateRequest swapped =
        request(alice).setCsr(WireKeys.csr(WireKeys.p256())).build();

    Refusal.of(() -> renew(swapped))
        .is(Status.Code.INVALID_ARGUMENT, "INVALID_FIELD")
        .naming("signature");
    stillRenews();
  }

  @Test
  void renew_serialOfNoCertificate_isRefusedNamingTheField() {
    RenewExpiredCertificateRequest stale =
        signed(
                alice,
                alice.keys().tls(),
                ProtocolBytes.random(16),
                alice.keys().device().getPrivate())
            .build();

    Refusal.of(() -> renew(stale))
        .is(Status.Code.INVALID_ARGUMENT, "INVALID_FIELD")
        .naming("serial");
    stillRenews();
  }

  @Test
  void renew_deviceThatDoesNotExist_isAnsweredLikeABadSignature() {
    RenewExpiredCertificateRequest nobody =
        request(alice).setDeviceId(ProtocolBytes.randomId()).build();
    RenewExpiredCertificateRequest forged =
        request(alice).setSignature(ProtocolBytes.random(64)).build();

    assertThat(Refusal.of(() -> renew(nobody)).bytes())
        .isEqualTo(Refusal.of(() -> renew(forged)).bytes());
  }

  private void stillRenews() {
    assertThat(renew(request(alice).build()).isEmpty()).isFalse();
  }

  private ByteString renew(RenewExpiredCertificateRequest request) {
    try (WireConnection enrollment =
        WireConnection.withoutCertificate(server.link().enrollment(), server.fingerprint())) {
      return enrollment.enrollment().renewExpiredCertificate(request).getCertificate();
    }
  }

  private static RenewExpiredCertificateRequest.Builder request(WireDevice device) {
    return signed(device, device.keys().tls(), serial(device), device.keys().device().getPrivate());
  }

  private static RenewExpiredCertificateRequest.Builder signed(
      WireDevice device, KeyPair tls, ByteString serial, PrivateKey signer) {
    ByteString content =
        ProtocolBytes.fields(
            device.fingerprint(),
            ProtocolBytes.text(device.username()),
            device.deviceId(),
            serial,
            ProtocolBytes.sha256(ByteString.copyFrom(tls.getPublic().getEncoded())));
    return RenewExpiredCertificateRequest.newBuilder()
        .setUsername(device.username())
        .setDeviceId(device.deviceId())
        .setCsr(WireKeys.csr(tls))
        .setSerial(serial)
        .setSignature(ProtocolBytes.signWithLabel(signer, "sotto certificate renewal v1", content));
  }

  /** As 16 bytes, big-endian. */
  private static ByteString serial(WireDevice device) {
    byte[] written =
        BigInteger.ONE.shiftLeft(128).add(device.certificate().getSerialNumber()).toByteArray();
    return ByteString.copyFrom(written, written.length - 16, 16);
  }
}
