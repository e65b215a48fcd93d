package chat.sotto.service.support;

import chat.sotto.v1.RegisterRequest;
import chat.sotto.v1.RenewExpiredCertificateRequest;
import chat.sotto.v1.SealedVaultKeys;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;

/** A newcomer with one device: all keys, and the requests that it sends. */
public final class TestDevice {
  public final String username;
  public final byte[] fingerprint;
  public final byte[] accountSeed = ClientKeys.random(32);
  public final byte[] deviceSeed = ClientKeys.random(32);
  public final byte[] deviceId = ClientKeys.random(16);
  public final ByteString authKey = ClientKeys.randomBytes(32);
  public final ByteString recoveryAuthKey = ClientKeys.randomBytes(32);
  public final KeyPair tls = ClientKeys.p256();

  public TestDevice(String username, byte[] fingerprint) {
    this.username = username;
    this.fingerprint = fingerprint.clone();
  }

  public byte[] attestation(long generation) {
    return ClientKeys.signWithLabel(
        accountSeed,
        "sotto attestation v1",
        ClientKeys.fields(
            fingerprint,
            username.getBytes(StandardCharsets.UTF_8),
            deviceId,
            ClientKeys.ed25519Public(deviceSeed),
            ClientKeys.u64(generation)));
  }

  public RegisterRequest.Builder registration(ByteString token) {
    return RegisterRequest.newBuilder()
        .setToken(token)
        .setUsername(username)
        .setAccountKey(ByteString.copyFrom(ClientKeys.ed25519Public(accountSeed)))
        .setDeviceId(ByteString.copyFrom(deviceId))
        .setDeviceKey(ByteString.copyFrom(ClientKeys.ed25519Public(deviceSeed)))
        .setAttestation(ByteString.copyFrom(attestation(1)))
        .setDeviceName("laptop")
        .setCsr(ByteString.copyFrom(ClientKeys.csr(tls)))
        .setAuthKey(authKey)
        .setRecoveryAuthKey(recoveryAuthKey)
        .setVaultKeys(
            SealedVaultKeys.newBuilder()
                .setByPassword(ClientKeys.randomBytes(92))
                .setByRecovery(ClientKeys.randomBytes(92)))
        .setAccountKeyRecord(ClientKeys.randomBytes(60));
  }

  public RenewExpiredCertificateRequest.Builder renewal(byte[] serial, KeyPair newKey) {
    byte[] signature =
        ClientKeys.signWithLabel(
            deviceSeed,
            "sotto certificate renewal v1",
            ClientKeys.fields(
                fingerprint,
                username.getBytes(StandardCharsets.UTF_8),
                deviceId,
                serial,
                ClientKeys.sha256(newKey.getPublic().getEncoded())));
    return RenewExpiredCertificateRequest.newBuilder()
        .setUsername(username)
        .setDeviceId(ByteString.copyFrom(deviceId))
        .setCsr(ByteString.copyFrom(ClientKeys.csr(newKey)))
        .setSerial(ByteString.copyFrom(serial))
        .setSignature(ByteString.copyFrom(signature));
  }
}
