package chat.sotto.client.transport;

import chat.sotto.client.trust.CaFingerprint;
import chat.sotto.client.trust.ServerTrust;
import chat.sotto.v1.EnrollmentServiceGrpc;
import chat.sotto.v1.GetServerInfoRequest;
import chat.sotto.v1.RegisterRequest;
import chat.sotto.v1.RenewExpiredCertificateRequest;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.time.InstantSource;

/**
 * A connection to the enrolment listener: the server is checked against the pin, the caller is
 * nobody yet.
 */
public final class EnrollmentConnection implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final ManagedChannel channel;
  private final Caller caller;
  private final EnrollmentServiceGrpc.EnrollmentServiceBlockingStub stub;

  private EnrollmentConnection(ManagedChannel channel, Endpoint endpoint) {
    this.channel = channel;
    this.caller = new Caller(new Errors(endpoint));
    this.stub =
        EnrollmentServiceGrpc.newBlockingStub(channel).withInterceptors(new UnaryDeadline(LIMIT));
  }

  /**
   * Opens one; the first call connects.
   *
   * @param pinned the only server that is believed
   * @param clock for the dates in its certificate
   */
  public static EnrollmentConnection open(
      Endpoint endpoint, CaFingerprint pinned, InstantSource clock) {
    return new EnrollmentConnection(
        Channels.anonymous(endpoint, pinned.serverId().hostName(), new ServerTrust(pinned, clock)),
        endpoint);
  }

  /** What the server says about itself. */
  public ServerFacts serverFacts() {
    return caller.call(
        () -> Wire.facts(stub.getServerInfo(GetServerInfoRequest.getDefaultInstance())));
  }

  /** Makes the account; sending the same again is harmless. Returns the device certificate, DER. */
  public ByteString register(NewAccount account) {
    RegisterRequest request =
        RegisterRequest.newBuilder()
            .setToken(account.token())
            .setUsername(account.username().value())
            .setAccountKey(Wire.bytes(account.accountKey().value()))
            .setDeviceId(Wire.bytes(account.device().value()))
            .setDeviceKey(Wire.bytes(account.deviceKey().value()))
            .setAttestation(account.attestation())
            .setDeviceName(account.deviceName())
            .setCsr(account.csr())
            .setAuthKey(account.authKey())
            .setRecoveryAuthKey(account.recoveryAuthKey())
            .setVaultKeys(Wire.vaultKeys(account.vaultKeys()))
            .setAccountKeyRecord(account.accountKeyRecord())
            .build();
    return caller.call(() -> stub.register(request).getCertificate());
  }

  /** A certificate in place of an expired one, DER. */
  public ByteString renewExpired(ExpiredCertificate expired) {
    RenewExpiredCertificateRequest request =
        RenewExpiredCertificateRequest.newBuilder()
            .setUsername(expired.username().value())
            .setDeviceId(Wire.bytes(expired.device().value()))
            .setCsr(expired.csr())
            .setSerial(expired.serial())
            .setSignature(expired.signature())
            .build();
    return caller.call(() -> stub.renewExpiredCertificate(request).getCertificate());
  }

  @Override
  public void close() {
    Caller.shutdown(channel);
  }
}
