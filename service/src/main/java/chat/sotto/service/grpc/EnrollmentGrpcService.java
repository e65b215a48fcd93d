package chat.sotto.service.grpc;

import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.SealedVaultKeys;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.account.RegisterAccount;
import chat.sotto.service.usecase.account.RenewCertificate;
import chat.sotto.v1.EnrollDeviceRequest;
import chat.sotto.v1.EnrollDeviceResponse;
import chat.sotto.v1.EnrollmentServiceGrpc;
import chat.sotto.v1.GetServerInfoRequest;
import chat.sotto.v1.GetServerInfoResponse;
import chat.sotto.v1.RegisterRequest;
import chat.sotto.v1.RegisterResponse;
import chat.sotto.v1.RegistrationMode;
import chat.sotto.v1.RenewExpiredCertificateRequest;
import chat.sotto.v1.RenewExpiredCertificateResponse;
import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The enrolment listener's one service. */
public final class EnrollmentGrpcService extends EnrollmentServiceGrpc.EnrollmentServiceImplBase {
  private static final int TOKEN_BYTES = 16;
  private static final int KEY_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;
  private static final int SERIAL_BYTES = 16;
  private static final int MAX_CSR = 4096;
  private static final int MAX_DEVICE_NAME = 64;
  private static final int MAX_ACCOUNT_KEY_RECORD = 1024;

  private final ServerFacts facts;
  private final RegisterAccount register;
  private final RenewCertificate renew;
  private final Clock clock;

  /** Serves newcomers. */
  public EnrollmentGrpcService(
      ServerFacts facts, RegisterAccount register, RenewCertificate renew, Clock clock) {
    this.facts = facts;
    this.register = register;
    this.renew = renew;
    this.clock = clock;
  }

  @Override
  public void getServerInfo(
      GetServerInfoRequest request, StreamObserver<GetServerInfoResponse> out) {
    Wire.answer(
        out,
        GetServerInfoResponse.newBuilder()
            .setServerId(facts.serverId())
            .setCaCertificate(facts.caCertificate())
            .setChatPort(facts.chatPort().getAsInt())
            .setMinProtocolVersion(Callers.protocol().min())
            .setMaxProtocolVersion(Callers.protocol().max())
            .setRegistration(
                switch (facts.registration()) {
                  case INVITE -> RegistrationMode.REGISTRATION_MODE_INVITE;
                  case OPEN -> RegistrationMode.REGISTRATION_MODE_OPEN;
                  case CLOSED -> RegistrationMode.REGISTRATION_MODE_CLOSED;
                })
            .setSoftwareVersion(facts.softwareVersion())
            .setTimeMs(clock.millis())
            .setRetentionSeconds(facts.retention().map(Duration::toSeconds).orElse(0L))
            .build());
  }

  @Override
  public void register(RegisterRequest request, StreamObserver<RegisterResponse> out) {
    ByteString certificate = register.register(newcomer(request)).der();
    Wire.answer(out, RegisterResponse.newBuilder().setCertificate(certificate).build());
  }

  private static RegisterAccount.Newcomer newcomer(RegisterRequest request) {
    SealedVaultKeys vaultKeys = Fields.vaultKeys("vault_keys", request.getVaultKeys());
    ByteString record =
        Fields.atMost("account_key_record", request.getAccountKeyRecord(), MAX_ACCOUNT_KEY_RECORD);
    if (record.isEmpty() != vaultKeys.byPassword().isEmpty()) {
      throw RefusedException.invalidField(
          "account_key_record", "must be there exactly if vault_keys are");
    }
    return new RegisterAccount.Newcomer(
        token(request.getToken()),
        new DeviceRef(
            Fields.username("username", request.getUsername()),
            Fields.deviceId("device_id", request.getDeviceId())),
        Fields.exactly("account_key", request.getAccountKey(), KEY_BYTES),
        Fields.exactly("device_key", request.getDeviceKey(), KEY_BYTES),
        Fields.exactly("attestation", request.getAttestation(), SIGNATURE_BYTES),
        Fields.text("device_name", request.getDeviceName(), MAX_DEVICE_NAME),
        Fields.atMost("csr", request.getCsr(), MAX_CSR),
        Fields.authKey("auth_key", request.getAuthKey()),
        Fields.authKey("recovery_auth_key", request.getRecoveryAuthKey()),
        vaultKeys,
        record.isEmpty() ? Optional.empty() : Optional.of(record));
  }

  private static Optional<TokenHash> token(ByteString token) {
    return token.isEmpty()
        ? Optional.empty()
        : Optional.of(TokenHash.of(Fields.exactly("token", token, TOKEN_BYTES)));
  }

  @Override
  public void enrollDevice(EnrollDeviceRequest request, StreamObserver<EnrollDeviceResponse> out) {
    throw RefusedException.of(Reason.NOT_OFFERED, "this server does not add devices yet");
  }

  @Override
  public void renewExpiredCertificate(
      RenewExpiredCertificateRequest request, StreamObserver<RenewExpiredCertificateResponse> out) {
    DeviceRef device =
        new DeviceRef(
            Fields.username("username", request.getUsername()),
            Fields.deviceId("device_id", request.getDeviceId()));
    ByteString certificate =
        renew
            .renewExpired(
                device,
                Fields.atMost("csr", request.getCsr(), MAX_CSR),
                Fields.exactly("serial", request.getSerial(), SERIAL_BYTES),
                Fields.exactly("signature", request.getSignature(), SIGNATURE_BYTES))
            .der();
    Wire.answer(
        out, RenewExpiredCertificateResponse.newBuilder().setCertificate(certificate).build());
  }
}
