package chat.sotto.service;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.service.support.ClientKeys;
import chat.sotto.service.support.Refused;
import chat.sotto.service.support.TestServer;
import chat.sotto.service.support.TestServer.Client;
import chat.sotto.v1.AdminServiceGrpc;
import chat.sotto.v1.AuthServiceGrpc;
import chat.sotto.v1.BlockUserRequest;
import chat.sotto.v1.ChangePasswordRequest;
import chat.sotto.v1.CreateInviteRequest;
import chat.sotto.v1.CreateInviteResponse;
import chat.sotto.v1.DeleteAccountRequest;
import chat.sotto.v1.DirectoryServiceGrpc;
import chat.sotto.v1.DisableUserRequest;
import chat.sotto.v1.EnableUserRequest;
import chat.sotto.v1.GetRecordRequest;
import chat.sotto.v1.GetRecoveryRequest;
import chat.sotto.v1.GetSessionRequest;
import chat.sotto.v1.GetStatsRequest;
import chat.sotto.v1.ListBlockedUsersRequest;
import chat.sotto.v1.ListUsersRequest;
import chat.sotto.v1.LookUpUserRequest;
import chat.sotto.v1.LookUpUserResponse;
import chat.sotto.v1.PutRecordRequest;
import chat.sotto.v1.PutRecordResponse;
import chat.sotto.v1.RecoverRequest;
import chat.sotto.v1.RenewCertificateRequest;
import chat.sotto.v1.RevokeDeviceRequest;
import chat.sotto.v1.SealedVaultKeys;
import chat.sotto.v1.VaultRecord;
import chat.sotto.v1.VaultServiceGrpc;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What members and operators do once they have an account, over real sockets. */
class MembersOverSocketsTest {
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Client operator() throws IOException {
    return server.join("operator", TestServer.token(server.server.createOperatorInvite())).login();
  }

  private static String refusedSession(Client client) {
    return Refused.by(() -> client.auth().getSession(GetSessionRequest.getDefaultInstance()))
        .reason();
  }

  @Test
  void changePassword_rightKey_endsOtherSessionsAndKeepsTheCalling() throws IOException {
    Client alice = server.join("alice").login();
    ByteString other = alice.token();
    alice.login();
    ByteString newKey = ClientKeys.randomBytes(32);

    var unused =
        alice
            .auth()
            .changePassword(
                ChangePasswordRequest.newBuilder()
                    .setAuthKey(alice.device.authKey)
                    .setNewAuthKey(newKey)
                    .setVaultKeysByPassword(ClientKeys.randomBytes(92))
                    .build());

    assertThat(alice.auth().getSession(GetSessionRequest.getDefaultInstance()).getUsername())
        .isEqualTo("alice");
    assertThat(
            Refused.by(
                    () ->
                        Client.withToken(AuthServiceGrpc.newBlockingStub(alice.channel), other)
                            .getSession(GetSessionRequest.getDefaultInstance()))
                .reason())
        .isEqualTo("SESSION_INVALID");
    assertThat(Refused.by(alice::login).reason()).isEqualTo("WRONG_PASSWORD");
    assertThat(alice.loginWith(newKey).token().size()).isEqualTo(32);
  }

  @Test
  void recover_rightCode_setsPasswordAndEndsAllSessions() throws IOException {
    Client alice = server.join("alice").login();
    ByteString newKey = ClientKeys.randomBytes(32);
    ByteString sealed =
        alice
            .auth()
            .getRecovery(
                GetRecoveryRequest.newBuilder()
                    .setRecoveryAuthKey(alice.device.recoveryAuthKey)
                    .build())
            .getVaultKeysByRecovery();
    assertThat(sealed.size()).isEqualTo(92);

    var unused =
        alice
            .auth()
            .recover(
                RecoverRequest.newBuilder()
                    .setRecoveryAuthKey(alice.device.recoveryAuthKey)
                    .setNewAuthKey(newKey)
                    .setNewRecoveryAuthKey(ClientKeys.randomBytes(32))
                    .setVaultKeys(
                        SealedVaultKeys.newBuilder()
                            .setByPassword(ClientKeys.randomBytes(92))
                            .setByRecovery(ClientKeys.randomBytes(92)))
                    .build());

    assertThat(refusedSession(alice)).isEqualTo("SESSION_INVALID");
    assertThat(alice.loginWith(newKey).token().size()).isEqualTo(32);
  }

  @Test
  void getRecovery_wrongCode_isRefused() throws IOException {
    Client alice = server.join("alice");

    Refused refused =
        Refused.by(
            () ->
                alice
                    .auth()
                    .getRecovery(
                        GetRecoveryRequest.newBuilder()
                            .setRecoveryAuthKey(ClientKeys.randomBytes(32))
                            .build()));

    assertThat(refused.reason()).isEqualTo("WRONG_RECOVERY_CODE");
  }

  @Test
  void revokeDevice_own_refusesItAtOnce() throws IOException {
    Client alice = server.join("alice").login();

    var unused =
        alice
            .auth()
            .revokeDevice(
                RevokeDeviceRequest.newBuilder()
                    .setDeviceId(ByteString.copyFrom(alice.device.deviceId))
                    .setGeneration(2)
                    .build());

    assertThat(refusedSession(alice)).isEqualTo("DEVICE_REVOKED");
  }

  @Test
  void revokeDevice_ofSomebodyElse_isUnknown() throws IOException {
    Client alice = server.join("alice");
    Client mallory = server.join("mallory").login();

    Refused refused =
        Refused.by(
            () ->
                mallory
                    .auth()
                    .revokeDevice(
                        RevokeDeviceRequest.newBuilder()
                            .setDeviceId(ByteString.copyFrom(alice.device.deviceId))
                            .setGeneration(2)
                            .build()));

    assertThat(refused.reason()).isEqualTo("UNKNOWN_DEVICE");
    assertThat(alice.login().token().size()).isEqualTo(32);
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "operator2", "operator5", "operator123", "admin", "system"})
  void register_nameThatCouldPassForTheServer_isTaken(String name) throws IOException {
    Refused refused =
        Refused.by(
            () ->
                server
                    .enrollment()
                    .register(server.newDevice(name).registration(server.token()).build()));

    assertThat(refused.reason()).isEqualTo("NAME_TAKEN");
  }

  @Test
  void register_nameThatOnlyBeginsLikeTheOperators_isFree() throws IOException {
    assertThat(server.join("operator2b").login().token().size()).isEqualTo(32);
  }

  @Test
  void deleteAccount_rightKey_isForGood() throws IOException {
    Client alice = server.join("alice").login();

    var unused =
        alice
            .auth()
            .deleteAccount(
                DeleteAccountRequest.newBuilder().setAuthKey(alice.device.authKey).build());

    assertThat(refusedSession(alice)).isEqualTo("ACCOUNT_DELETED");
    assertThat(
            Refused.by(
                    () ->
                        server
                            .enrollment()
                            .register(
                                server.newDevice("alice").registration(server.token()).build()))
                .reason())
        .isEqualTo("NAME_TAKEN");
  }

  @Test
  void deleteAccount_wrongKey_changesNothing() throws IOException {
    Client alice = server.join("alice").login();

    Refused refused =
        Refused.by(
            () ->
                alice
                    .auth()
                    .deleteAccount(
                        DeleteAccountRequest.newBuilder()
                            .setAuthKey(ClientKeys.randomBytes(32))
                            .build()));

    assertThat(refused.reason()).isEqualTo("WRONG_PASSWORD");
    assertThat(alice.auth().getSession(GetSessionRequest.getDefaultInstance()).getUsername())
        .isEqualTo("alice");
  }

  @Test
  void renewCertificate_beforeItsEnd_givesOneForTheNewKey() throws IOException {
    Client alice = server.join("alice");
    KeyPair newKey = ClientKeys.p256();
    var request =
        RenewCertificateRequest.newBuilder()
            .setCsr(ByteString.copyFrom(ClientKeys.csr(newKey)))
            .build();

    ByteString first = alice.auth().renewCertificate(request).getCertificate();
    ByteString repeat = alice.auth().renewCertificate(request).getCertificate();

    assertThat(repeat).isEqualTo(first);
    Client renewed = server.connect(alice.device, newKey, TestServer.certificate(first));
    assertThat(renewed.login().token().size()).isEqualTo(32);
  }

  @Test
  void renewExpired_newestSerialSignedByTheDevice_worksOnceAndForItsRepeat() throws IOException {
    Client alice = server.join("alice");
    byte[] serial = alice.certificate.getSerialNumber().toByteArray();
    server.clock.advance(Duration.ofDays(91));
    KeyPair newKey = ClientKeys.p256();
    var request = alice.device.renewal(serial, newKey).build();

    ByteString first = server.enrollment().renewExpiredCertificate(request).getCertificate();
    ByteString repeat = server.enrollment().renewExpiredCertificate(request).getCertificate();
    Refused captured =
        Refused.by(
            () ->
                server
                    .enrollment()
                    .renewExpiredCertificate(
                        alice.device.renewal(serial, ClientKeys.p256()).build()));

    X509Certificate certificate = TestServer.certificate(first);
    assertThat(repeat).isEqualTo(first);
    assertThat(captured.field()).isEqualTo("serial");
    assertThat(server.connect(alice.device, newKey, certificate).login().token().size())
        .isEqualTo(32);
  }

  @Test
  void renewExpired_signedByAnotherKey_isRefused() throws IOException {
    Client alice = server.join("alice");
    byte[] serial = alice.certificate.getSerialNumber().toByteArray();
    var request =
        alice.device.renewal(serial, ClientKeys.p256()).setSignature(ClientKeys.randomBytes(64));

    Refused refused =
        Refused.by(() -> server.enrollment().renewExpiredCertificate(request.build()));

    assertThat(refused.field()).isEqualTo("signature");
  }

  @Test
  void operator_invites_countsAndDisables() throws IOException {
    Client alice = server.join("alice").login();
    Client operator = operator();
    var admin = operator.withSession(AdminServiceGrpc.newBlockingStub(operator.channel));

    CreateInviteResponse invite =
        admin.createInvite(
            CreateInviteRequest.newBuilder().setUses(1).setLifetimeSeconds(60).build());
    Client bob = server.join("bob", TestServer.token(invite.getLink())).login();
    assertThat(admin.getStats(GetStatsRequest.getDefaultInstance()).getUsers()).isEqualTo(3);
    var page = admin.listUsers(ListUsersRequest.newBuilder().setPageSize(2).build());
    assertThat(page.getUsersList()).extracting("username").containsExactly("alice", "bob");
    assertThat(
            admin
                .listUsers(
                    ListUsersRequest.newBuilder()
                        .setPageSize(2)
                        .setPageToken(page.getNextPageToken())
                        .build())
                .getUsersList())
        .extracting("username")
        .containsExactly("operator");

    var unusedDisabled =
        admin.disableUser(DisableUserRequest.newBuilder().setUsername("alice").build());
    assertThat(refusedSession(alice)).isEqualTo("USER_DISABLED");
    assertThat(bob.auth().getSession(GetSessionRequest.getDefaultInstance()).getUsername())
        .isEqualTo("bob");

    var unusedEnabled =
        admin.enableUser(EnableUserRequest.newBuilder().setUsername("alice").build());
    assertThat(alice.auth().getSession(GetSessionRequest.getDefaultInstance()).getUsername())
        .isEqualTo("alice");
  }

  @Test
  void admin_ordinarySession_needsTheScope() throws IOException {
    Client alice = server.join("alice").login();

    Refused refused =
        Refused.by(
            () ->
                alice
                    .withSession(AdminServiceGrpc.newBlockingStub(alice.channel))
                    .getStats(GetStatsRequest.getDefaultInstance()));

    assertThat(refused.reason()).isEqualTo("SCOPE_REQUIRED");
  }

  @Test
  void vault_writes_compareAndSet() throws IOException {
    Client alice = server.join("alice").login();
    Client bob = server.join("bob").login();
    var vault = alice.withSession(VaultServiceGrpc.newBlockingStub(alice.channel));

    assertThat(put(vault, 1)).returns(true, PutRecordResponse::getWritten);
    assertThat(put(vault, 3))
        .returns(false, PutRecordResponse::getWritten)
        .returns(1L, PutRecordResponse::getVersion);
    assertThat(put(vault, 2)).returns(2L, PutRecordResponse::getVersion);
    assertThat(
            vault
                .getRecord(GetRecordRequest.newBuilder().setName("account-key").build())
                .getRecord()
                .getVersion())
        .isEqualTo(1);
    assertThat(
            Refused.by(
                    () ->
                        bob.withSession(VaultServiceGrpc.newBlockingStub(bob.channel))
                            .getRecord(GetRecordRequest.newBuilder().setName("epoch/00/1").build()))
                .reason())
        .isEqualTo("RECORD_NOT_FOUND");
    assertThat(
            Refused.by(() -> vault.getRecord(GetRecordRequest.newBuilder().setName("A").build()))
                .field())
        .isEqualTo("name");
  }

  private static PutRecordResponse put(
      VaultServiceGrpc.VaultServiceBlockingStub vault, long version) {
    return vault.putRecord(
        PutRecordRequest.newBuilder()
            .setRecord(
                VaultRecord.newBuilder()
                    .setName("epoch/00/1")
                    .setVersion(version)
                    .setSealed(ClientKeys.randomBytes(60)))
            .build());
  }

  @Test
  void directory_looksUpAndBlocks() throws IOException {
    Client alice = server.join("alice").login();
    Client bob = server.join("bob");
    var directory = alice.withSession(DirectoryServiceGrpc.newBlockingStub(alice.channel));

    LookUpUserResponse found =
        directory.lookUpUser(LookUpUserRequest.newBuilder().setUsername("BOB").build());
    var unused = directory.blockUser(BlockUserRequest.newBuilder().setUsername("bob").build());

    assertThat(found.getUsername()).isEqualTo("bob");
    assertThat(found.getDevices(0).getDeviceId().toByteArray()).isEqualTo(bob.device.deviceId);
    assertThat(found.getDevices(0).getLastSeenMs()).isZero();
    assertThat(
            directory
                .listBlockedUsers(ListBlockedUsersRequest.getDefaultInstance())
                .getUsernamesList())
        .containsExactly("bob");
    assertThat(
            Refused.by(
                    () ->
                        directory.lookUpUser(
                            LookUpUserRequest.newBuilder().setUsername("nobody").build()))
                .reason())
        .isEqualTo("USER_NOT_FOUND");
  }
}
