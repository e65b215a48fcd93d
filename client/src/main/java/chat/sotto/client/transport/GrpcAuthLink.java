package chat.sotto.client.transport;

import chat.sotto.v1.AuthServiceGrpc;
import chat.sotto.v1.ChangePasswordRequest;
import chat.sotto.v1.DeleteAccountRequest;
import chat.sotto.v1.GetRecoveryRequest;
import chat.sotto.v1.ListDevicesRequest;
import chat.sotto.v1.ListDevicesResponse;
import chat.sotto.v1.LoginRequest;
import chat.sotto.v1.LoginResponse;
import chat.sotto.v1.LogoutRequest;
import chat.sotto.v1.RecoverRequest;
import chat.sotto.v1.RenewCertificateRequest;
import chat.sotto.v1.Scope;
import com.google.protobuf.ByteString;
import io.grpc.Channel;
import java.util.List;

/** {@link AuthLink} over {@code AuthService}. */
final class GrpcAuthLink implements AuthLink {

  private final AuthServiceGrpc.AuthServiceBlockingStub stub;
  private final Caller caller;

  GrpcAuthLink(Channel channel, Caller caller) {
    this.stub = AuthServiceGrpc.newBlockingStub(channel);
    this.caller = caller;
  }

  @Override
  public OpenedSession login(ByteString authKey) {
    LoginResponse response =
        caller.call(() -> stub.login(LoginRequest.newBuilder().setAuthKey(authKey).build()));
    if (response.getSessionToken().size() != 32) {
      throw Wire.bad("a session token must be 32 bytes");
    }
    return new OpenedSession(
        response.getSessionToken(),
        response.getScopesList().contains(Scope.SCOPE_OPERATOR),
        new SealedVaultKeys(
            response.getVaultKeys().getByPassword(), response.getVaultKeys().getByRecovery()));
  }

  @Override
  public void logout() {
    caller.call(() -> stub.logout(LogoutRequest.getDefaultInstance()));
  }

  @Override
  public ByteString renewCertificate(ByteString csr) {
    return caller.call(
        () ->
            stub.renewCertificate(RenewCertificateRequest.newBuilder().setCsr(csr).build())
                .getCertificate());
  }

  @Override
  public void changePassword(
      ByteString authKey, ByteString newAuthKey, ByteString vaultKeysByPassword) {
    caller.call(
        () ->
            stub.changePassword(
                ChangePasswordRequest.newBuilder()
                    .setAuthKey(authKey)
                    .setNewAuthKey(newAuthKey)
                    .setVaultKeysByPassword(vaultKeysByPassword)
                    .build()));
  }

  @Override
  public ByteString recoveryVaultKeys(ByteString recoveryAuthKey) {
    return caller.call(
        () ->
            stub.getRecovery(
                    GetRecoveryRequest.newBuilder().setRecoveryAuthKey(recoveryAuthKey).build())
                .getVaultKeysByRecovery());
  }

  @Override
  public void recover(
      ByteString recoveryAuthKey,
      ByteString newAuthKey,
      ByteString newRecoveryAuthKey,
      SealedVaultKeys vaultKeys) {
    caller.call(
        () ->
            stub.recover(
                RecoverRequest.newBuilder()
                    .setRecoveryAuthKey(recoveryAuthKey)
                    .setNewAuthKey(newAuthKey)
                    .setNewRecoveryAuthKey(newRecoveryAuthKey)
                    .setVaultKeys(Wire.vaultKeys(vaultKeys))
                    .build()));
  }

  @Override
  public List<DeviceRecord> devices() {
    return Pages.all(
        token ->
            caller.call(
                () ->
                    stub.listDevices(ListDevicesRequest.newBuilder().setPageToken(token).build())),
        response -> Wire.devices(response.getDevicesList()),
        ListDevicesResponse::getNextPageToken);
  }

  @Override
  public void deleteAccount(ByteString authKey) {
    caller.call(
        () -> stub.deleteAccount(DeleteAccountRequest.newBuilder().setAuthKey(authKey).build()));
  }
}
