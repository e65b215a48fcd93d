package chat.sotto.service;

import chat.sotto.service.domain.DeviceCertificate;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.pki.CertificateAuthority;
import chat.sotto.service.pki.CertificateSerial;
import chat.sotto.service.pki.SigningRequest;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.account.CertificateIssuer;
import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;

/** The certificate authority behind the accounts' port. */
final class PkiIssuer implements CertificateIssuer {
  private final CertificateAuthority authority;
  private final Clock clock;

  PkiIssuer(CertificateAuthority authority, Clock clock) {
    this.authority = authority;
    this.clock = clock;
  }

  @Override
  public ByteString fingerprint() {
    return ByteString.copyFrom(authority.fingerprint().toByteArray());
  }

  @Override
  public PublicKey checkRequest(ByteString csr) {
    try {
      return SigningRequest.check(csr.toByteArray()).publicKey();
    } catch (SigningRequest.RefusedException e) {
      throw RefusedException.invalidField("csr", e.flaw().text());
    }
  }

  @Override
  public DeviceCertificate issue(DeviceRef device, PublicKey key) {
    X509Certificate certificate = authority.issueDevice(device, key);
    return new DeviceCertificate(
        encoded(certificate),
        ByteString.copyFrom(CertificateSerial.of(certificate.getSerialNumber()).toByteArray()),
        ByteString.copyFrom(Hashing.sha256().hashBytes(key.getEncoded()).asBytes()),
        clock.instant());
  }

  static ByteString encoded(X509Certificate certificate) {
    try {
      return ByteString.copyFrom(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate of our own does not encode", e);
    }
  }
}
