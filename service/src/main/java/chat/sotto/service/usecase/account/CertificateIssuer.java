package chat.sotto.service.usecase.account;

import chat.sotto.service.domain.DeviceCertificate;
import chat.sotto.service.domain.DeviceRef;
import com.google.protobuf.ByteString;
import java.security.PublicKey;

/** The certificate authority, as far as accounts need it. */
public interface CertificateIssuer {
  /** {@code FP}: 32 bytes. */
  ByteString fingerprint();

  /**
   * Checks a PKCS #10 request.
   *
   * @param csr DER
   * @return the key that it asks a certificate for
   * @throws chat.sotto.service.usecase.RefusedException naming the field {@code csr}
   */
  PublicKey checkRequest(ByteString csr);

  /** Issues a device certificate. */
  DeviceCertificate issue(DeviceRef device, PublicKey key);
}
