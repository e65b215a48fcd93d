package chat.sotto.it.wire;

import chat.sotto.v1.ChatKind;
import chat.sotto.v1.CommitReceipt;
import chat.sotto.v1.CommitStatement;
import chat.sotto.v1.CommitSubmission;
import chat.sotto.v1.DeviceRef;
import chat.sotto.v1.LoginRequest;
import chat.sotto.v1.RegisterRequest;
import chat.sotto.v1.RequestChatRequest;
import chat.sotto.v1.RequestChatResponse;
import chat.sotto.v1.RespondToRequestRequest;
import chat.sotto.v1.SealedVaultKeys;
import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/**
 * A registered user's one device: keys, certificate, auth keys. It knows no address, because
 * servers of tests move.
 *
 * @param fingerprint of the server's CA
 * @param username the account
 * @param deviceId 16 bytes
 * @param keys all private keys
 * @param certificate the device certificate
 * @param authKey what stands for the password
 * @param recoveryAuthKey what stands for the recovery code
 */
public record WireDevice(
    ByteString fingerprint,
    String username,
    ByteString deviceId,
    WireKeys keys,
    X509Certificate certificate,
    ByteString authKey,
    ByteString recoveryAuthKey) {
  private static final int KEY_LENGTH = 32;

  /** Registers a fresh account at the server that the link names. */
  public static WireDevice register(WireLink link, String username) {
    return register(link, registration(link, username, WireKeys.generate()));
  }

  /** Registers what a test has drafted. */
  public static WireDevice register(WireLink link, Draft draft) {
    try (WireConnection enrollment =
        WireConnection.withoutCertificate(link.enrollment(), link.fingerprint())) {
      ByteString certificate =
          enrollment.enrollment().register(draft.request().build()).getCertificate();
      return draft.device(link, certificate);
    }
  }

  /** A correct registration; a test may spoil it. */
  public static Draft registration(WireLink link, String username, WireKeys keys) {
    ByteString deviceId = ProtocolBytes.randomId();
    RegisterRequest.Builder request =
        RegisterRequest.newBuilder()
            .setToken(link.token())
            .setUsername(username)
            .setAccountKey(keys.accountPublic())
            .setDeviceId(deviceId)
            .setDeviceKey(keys.devicePublic())
            .setAttestation(keys.attestation(link.fingerprint(), username, deviceId, 1))
            .setDeviceName("test")
            .setCsr(keys.csr())
            .setAuthKey(ProtocolBytes.random(KEY_LENGTH))
            .setRecoveryAuthKey(ProtocolBytes.random(KEY_LENGTH))
            .setVaultKeys(
                SealedVaultKeys.newBuilder()
                    .setByPassword(ProtocolBytes.random(92))
                    .setByRecovery(ProtocolBytes.random(92)))
            .setAccountKeyRecord(ProtocolBytes.random(60));
    return new Draft(request, keys);
  }

  /**
   * A registration on its way.
   *
   * @param request to be sent
   * @param keys whose public halves are in it
   */
  public record Draft(RegisterRequest.Builder request, WireKeys keys) {
    /** What the device is once the server has answered with a certificate, DER. */
    public WireDevice device(WireLink link, ByteString certificate) {
      return new WireDevice(
          link.fingerprint(),
          request.getUsername(),
          request.getDeviceId(),
          keys,
          parse(certificate),
          request.getAuthKey(),
          request.getRecoveryAuthKey());
    }
  }

  /** The same device with another certificate for the same key. */
  public WireDevice withCertificate(X509Certificate other) {
    return new WireDevice(fingerprint, username, deviceId, keys, other, authKey, recoveryAuthKey);
  }

  /** A connection with this device's certificate and no session. */
  public WireConnection connect(InetSocketAddress chat) {
    return WireConnection.withCertificate(chat, fingerprint, keys.tls().getPrivate(), certificate);
  }

  /** A connection with this device's certificate and a fresh session. */
  public WireConnection login(InetSocketAddress chat) {
    WireConnection connection = connect(chat);
    try {
      return connection.withToken(
          connection
              .auth()
              .login(LoginRequest.newBuilder().setAuthKey(authKey).build())
              .getSessionToken());
    } catch (StatusRuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** A request for a direct chat with bytes that mean nothing to anybody. */
  public RequestChatRequest chatRequest(ByteString chat, String other) {
    return RequestChatRequest.newBuilder()
        .setKind(ChatKind.CHAT_KIND_DIRECT)
        .setCommit(
            submission(chat, 0)
                .setStatement(CommitStatement.newBuilder().addAdded(reference()).addInvited(other)))
        .build();
  }

  /** An acceptance with bytes that mean nothing to anybody. */
  public RespondToRequestRequest acceptance(ByteString chat, long latestHandshake) {
    return RespondToRequestRequest.newBuilder()
        .setChatId(chat)
        .setAccept(
            submission(chat, latestHandshake)
                .setStatement(CommitStatement.newBuilder().addAdded(reference())))
        .build();
  }

  /** A re-key with bytes that mean nothing to anybody: the statement is empty. */
  public CommitSubmission rekey(ByteString chat, long latestHandshake) {
    return submission(chat, latestHandshake).setStatement(CommitStatement.newBuilder()).build();
  }

  private static CommitSubmission.Builder submission(ByteString chat, long afterHandshake) {
    return CommitSubmission.newBuilder()
        .setChatId(chat)
        .setClientId(ProtocolBytes.randomId())
        .setAfterHandshake(afterHandshake)
        .setCommit(ProtocolBytes.random(100))
        .setGroupInfo(ProtocolBytes.random(200));
  }

  /** This device, as statements name it. */
  public DeviceRef reference() {
    return DeviceRef.newBuilder().setUsername(username).setDeviceId(deviceId).build();
  }

  /** One asks, the other accepts: a chat in which both can write. */
  public static WireChat befriend(
      WireDevice one, WireConnection ofOne, WireDevice other, WireConnection ofOther) {
    ByteString chat = ProtocolBytes.randomId();
    RequestChatResponse asked = ofOne.chat().requestChat(one.chatRequest(chat, other.username()));
    if (!asked.hasCreated()) {
      throw new AssertionError("the chat exists already: " + asked);
    }
    CommitReceipt joined =
        ofOther
            .chat()
            .respondToRequest(other.acceptance(chat, asked.getCreated().getSeq()))
            .getJoined();
    return new WireChat(chat, joined.getSeq());
  }

  /** A certificate from its DER form. */
  public static X509Certificate parse(ByteString der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der.toByteArray()));
    } catch (CertificateException e) {
      throw new AssertionError("the server issued something unreadable", e);
    }
  }

  @Override
  public String toString() {
    return username;
  }
}
