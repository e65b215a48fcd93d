package chat.sotto.service.grpc;

import chat.sotto.service.domain.AuthKey;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRecord;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Generation;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.account.ChangeCredentials.Recovered;
import chat.sotto.service.usecase.account.Sessions;
import chat.sotto.v1.AuthServiceGrpc;
import chat.sotto.v1.ChangePasswordRequest;
import chat.sotto.v1.ChangePasswordResponse;
import chat.sotto.v1.DeleteAccountRequest;
import chat.sotto.v1.DeleteAccountResponse;
import chat.sotto.v1.GetRecoveryRequest;
import chat.sotto.v1.GetRecoveryResponse;
import chat.sotto.v1.GetSessionRequest;
import chat.sotto.v1.GetSessionResponse;
import chat.sotto.v1.ListDevicesRequest;
import chat.sotto.v1.ListDevicesResponse;
import chat.sotto.v1.LoginRequest;
import chat.sotto.v1.LoginResponse;
import chat.sotto.v1.LogoutRequest;
import chat.sotto.v1.LogoutResponse;
import chat.sotto.v1.Reattestation;
import chat.sotto.v1.RecoverRequest;
import chat.sotto.v1.RecoverResponse;
import chat.sotto.v1.RenewCertificateRequest;
import chat.sotto.v1.RenewCertificateResponse;
import chat.sotto.v1.RevokeDeviceRequest;
import chat.sotto.v1.RevokeDeviceResponse;
import chat.sotto.v1.SealedVaultKeys;
import com.google.protobuf.ByteString;
import io.grpc.MethodDescriptor;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Sessions, passwords, devices and the end of an account. */
public final class AuthGrpcService extends AuthServiceGrpc.AuthServiceImplBase {
  private static final int MAX_CSR = 4096;
  private static final int MAX_DEVICES = 16;
  private static final int MAX_PAGE = 100;
  private static final int SIGNATURE_BYTES = 64;
  private static final Set<String> WITHOUT_SESSION =
      Set.of("Login", "RenewCertificate", "GetRecovery", "Recover");

  private final AuthUseCases cases;

  /** Serves devices. */
  public AuthGrpcService(AuthUseCases cases) {
    this.cases = cases;
  }

  /** What each method needs. */
  public static Access access(MethodDescriptor<?, ?> method) {
    return WITHOUT_SESSION.contains(method.getBareMethodName()) ? Access.DEVICE : Access.SESSION;
  }

  /**
   * Answers a call that proves a key. The third wrong key on a connection ends it, right after the
   * answer that says so.
   */
  private static <T> void answerProof(StreamObserver<T> out, Supplier<T> proof) {
    Connection connection = Callers.connection();
    T response;
    try {
      if (connection.isExhausted()) {
        throw tooMany();
      }
      response = proof.get();
    } catch (RefusedException e) {
      boolean wrongKey =
          e.reason() == Reason.WRONG_PASSWORD || e.reason() == Reason.WRONG_RECOVERY_CODE;
      if ((wrongKey && connection.countWrongKey()) || e.reason() == Reason.TOO_MANY_ATTEMPTS) {
        out.onError(Errors.from(tooMany()));
        connection.closeSoon();
        return;
      }
      throw e;
    }
    Wire.answer(out, response);
  }

  private static RefusedException tooMany() {
    return RefusedException.of(
        Reason.TOO_MANY_ATTEMPTS, "too many wrong attempts; the connection is closed");
  }

  @Override
  public void login(LoginRequest request, StreamObserver<LoginResponse> out) {
    AuthKey key = Fields.authKey("auth_key", request.getAuthKey());
    answerProof(
        out,
        () -> {
          Sessions.Opened opened =
              cases.sessions().open(Callers.device(), key, Callers.connection().address());
          return LoginResponse.newBuilder()
              .setSessionToken(opened.token())
              .addAllScopes(Wire.scopes(opened.scopes()).toList())
              .setVaultKeys(
                  SealedVaultKeys.newBuilder()
                      .setByPassword(opened.vaultKeys().byPassword())
                      .setByRecovery(opened.vaultKeys().byRecovery()))
              .build();
        });
  }

  @Override
  public void logout(LogoutRequest request, StreamObserver<LogoutResponse> out) {
    cases.sessions().end(Callers.session());
    Wire.answer(out, LogoutResponse.getDefaultInstance());
  }

  @Override
  public void getSession(GetSessionRequest request, StreamObserver<GetSessionResponse> out) {
    SessionRecord session = Callers.session();
    Wire.answer(
        out,
        GetSessionResponse.newBuilder()
            .setUsername(session.device().user().value())
            .setDeviceId(session.device().device().toByteString())
            .addAllScopes(Wire.scopes(session.scopes()).toList())
            .setGeneration(cases.sessions().generation(session.device()).value())
            .build());
  }

  @Override
  public void renewCertificate(
      RenewCertificateRequest request, StreamObserver<RenewCertificateResponse> out) {
    ByteString csr = Fields.atMost("csr", request.getCsr(), MAX_CSR);
    ByteString certificate = cases.certificates().renew(Callers.device(), csr).der();
    Wire.answer(out, RenewCertificateResponse.newBuilder().setCertificate(certificate).build());
  }

  @Override
  public void changePassword(
      ChangePasswordRequest request, StreamObserver<ChangePasswordResponse> out) {
    AuthKey present = Fields.authKey("auth_key", request.getAuthKey());
    AuthKey next = Fields.authKey("new_auth_key", request.getNewAuthKey());
    ByteString sealed =
        Fields.sealedKeys("vault_keys_by_password", request.getVaultKeysByPassword());
    answerProof(
        out,
        () -> {
          cases
              .credentials()
              .changePassword(
                  Callers.session(), present, next, sealed, Callers.connection().address());
          return ChangePasswordResponse.getDefaultInstance();
        });
  }

  @Override
  public void getRecovery(GetRecoveryRequest request, StreamObserver<GetRecoveryResponse> out) {
    AuthKey key = Fields.authKey("recovery_auth_key", request.getRecoveryAuthKey());
    answerProof(
        out,
        () ->
            GetRecoveryResponse.newBuilder()
                .setVaultKeysByRecovery(
                    cases
                        .credentials()
                        .recoveryKeys(Callers.device(), key, Callers.connection().address()))
                .build());
  }

  @Override
  public void recover(RecoverRequest request, StreamObserver<RecoverResponse> out) {
    AuthKey present = Fields.authKey("recovery_auth_key", request.getRecoveryAuthKey());
    Recovered next =
        new Recovered(
            Fields.authKey("new_auth_key", request.getNewAuthKey()),
            Fields.authKey("new_recovery_auth_key", request.getNewRecoveryAuthKey()),
            Fields.vaultKeys("vault_keys", request.getVaultKeys()));
    answerProof(
        out,
        () -> {
          cases
              .credentials()
              .recover(Callers.device(), present, next, Callers.connection().address());
          return RecoverResponse.getDefaultInstance();
        });
  }

  @Override
  public void listDevices(ListDevicesRequest request, StreamObserver<ListDevicesResponse> out) {
    int size = Fields.pageSize(request.getPageSize(), MAX_PAGE);
    Optional<String> after = Fields.pageToken(request.getPageToken());
    List<DeviceRecord> rest =
        cases.devices().list(Callers.device().user()).stream()
            .dropWhile(device -> after.isPresent() && !device.id().toString().equals(after.get()))
            .skip(after.isPresent() ? 1 : 0)
            .toList();
    boolean more = rest.size() > size;
    List<DeviceRecord> page = more ? rest.subList(0, size) : rest;
    Wire.answer(
        out,
        ListDevicesResponse.newBuilder()
            .addAllDevices(page.stream().map(device -> Wire.device(device, true)).toList())
            .setNextPageToken(
                Fields.nextPageToken(
                    more ? Optional.of(page.get(size - 1).id().toString()) : Optional.empty()))
            .build());
  }

  @Override
  public void revokeDevice(RevokeDeviceRequest request, StreamObserver<RevokeDeviceResponse> out) {
    DeviceId device = Fields.deviceId("device_id", request.getDeviceId());
    if (request.getGeneration() < 1) {
      throw RefusedException.invalidField("generation", "must be at least 1");
    }
    cases
        .devices()
        .revoke(
            new DeviceRef(Callers.device().user(), device),
            new Generation(request.getGeneration()),
            attestations(request.getAttestationsList()));
    Wire.answer(out, RevokeDeviceResponse.getDefaultInstance());
  }

  private static Map<DeviceId, ByteString> attestations(List<Reattestation> list) {
    if (list.size() > MAX_DEVICES) {
      throw RefusedException.invalidField("attestations", "must be at most " + MAX_DEVICES);
    }
    Map<DeviceId, ByteString> attestations = new HashMap<>();
    for (Reattestation one : list) {
      DeviceId device = Fields.deviceId("attestations.device_id", one.getDeviceId());
      ByteString signature =
          Fields.exactly("attestations.attestation", one.getAttestation(), SIGNATURE_BYTES);
      if (attestations.put(device, signature) != null) {
        throw RefusedException.invalidField("attestations", "must name each device once");
      }
    }
    return attestations;
  }

  @Override
  public void deleteAccount(
      DeleteAccountRequest request, StreamObserver<DeleteAccountResponse> out) {
    AuthKey key = Fields.authKey("auth_key", request.getAuthKey());
    answerProof(
        out,
        () -> {
          cases.deletion().delete(Callers.device().user(), key, Callers.connection().address());
          return DeleteAccountResponse.getDefaultInstance();
        });
  }
}
