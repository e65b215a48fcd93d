package chat.sotto.client.model;

import com.google.crypto.tink.util.SecretBytes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What another program shows the server in order to call it as this device: for debugging with
 * tools like {@code grpcurl}. Whoever has them can do what the session may do (read sealed messages
 * and send to others as this user, though not in words that anybody can open), until {@code logout}
 * ends the token. The certificate can be renewed with itself until the device is revoked.
 *
 * @param username whose account it is
 * @param device which device
 * @param chat the chat listener, {@code HOST:PORT}
 * @param enrolment the enrolment listener, {@code HOST:PORT}
 * @param serverName the name in the server's certificate to verify instead of the address
 * @param caPem the pinned CA's certificate
 * @param certificatePem the device's certificate
 * @param certificateEnds when the certificate expires
 * @param keyPem secret: the private key of the certificate, PKCS #8 PEM in ASCII
 * @param token secret: the session's 32 bytes
 */
public record Credentials(
    Username username,
    DeviceId device,
    String chat,
    String enrolment,
    String serverName,
    String caPem,
    String certificatePem,
    Instant certificateEnds,
    SecretBytes keyPem,
    SecretBytes token) {

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Credentials that
        && username.equals(that.username)
        && device.equals(that.device)
        && chat.equals(that.chat)
        && enrolment.equals(that.enrolment)
        && serverName.equals(that.serverName)
        && caPem.equals(that.caPem)
        && certificatePem.equals(that.certificatePem)
        && certificateEnds.equals(that.certificateEnds)
        && keyPem.equalsSecretBytes(that.keyPem)
        && token.equalsSecretBytes(that.token);
  }

  @Override
  public int hashCode() {
    return certificatePem.hashCode();
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "Credentials[" + username + " " + device + " at " + chat + "]";
  }
}
