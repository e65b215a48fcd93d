package chat.sotto.service.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The authority on disk: {@code ca.key} (PKCS #8) and {@code ca.pem} (X.509), both PEM. The key is
 * written first, so a crash between the two leaves what is reported and never silently replaced.
 */
final class AuthorityFiles {
  static final String KEY_FILE = "ca.key";
  static final String CERTIFICATE_FILE = "ca.pem";
  private static final int MAX_BYTES = 16 * 1024;

  private AuthorityFiles() {}

  static CertificateAuthority open(Path folder, Clock clock, SecureRandom random)
      throws IOException {
    PrivateFiles.openFolder(folder);
    if (!Files.exists(folder.resolve(KEY_FILE))
        && !Files.exists(folder.resolve(CERTIFICATE_FILE))) {
      CertificateAuthority made = CertificateAuthority.ephemeral(clock, random);
      save(made, folder.resolve(KEY_FILE), folder.resolve(CERTIFICATE_FILE));
      return made;
    }
    return load(folder, clock, random);
  }

  static CertificateAuthority load(Path folder, Clock clock, SecureRandom random)
      throws IOException {
    PrivateFiles.openFolder(folder);
    for (String name : List.of(KEY_FILE, CERTIFICATE_FILE)) {
      Path file = folder.resolve(name);
      if (!Files.exists(file)) {
        throw new PkiException(
            file,
            file
                + " is missing, and users of this server rely on it; restore it from a backup (or,"
                + " if nobody has joined yet, delete the rest of the folder to start anew)");
      }
    }
    return load(folder.resolve(KEY_FILE), folder.resolve(CERTIFICATE_FILE), clock, random);
  }

  private static CertificateAuthority load(
      Path keyFile, Path certificateFile, Clock clock, SecureRandom random) throws IOException {
    PrivateKey key = readKey(keyFile);
    X509Certificate certificate = readCertificate(certificateFile);
    boolean matches;
    try {
      matches = CertificateAuthority.belongTogether(key, certificate);
    } catch (GeneralSecurityException e) {
      throw damaged(keyFile, e);
    }
    if (!matches) {
      throw new PkiException(
          keyFile, keyFile + " does not belong to " + certificateFile + "; restore both");
    }
    return new CertificateAuthority(certificate, key, clock, random);
  }

  private static PrivateKey readKey(Path file) throws IOException {
    byte[] der = readPem(file, "PRIVATE KEY");
    try {
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw damaged(file, e);
    }
  }

  private static X509Certificate readCertificate(Path file) throws IOException {
    byte[] der = readPem(file, "CERTIFICATE");
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      PublicKey key = certificate.getPublicKey();
      if (!(key instanceof ECPublicKey) || certificate.getBasicConstraints() < 0) {
        throw new PkiException(file, file + " is not the certificate of a Sotto authority");
      }
      return certificate;
    } catch (GeneralSecurityException e) {
      throw damaged(file, e);
    }
  }

  private static void save(CertificateAuthority authority, Path keyFile, Path certificateFile)
      throws IOException {
    PrivateFiles.write(keyFile, pem("PRIVATE KEY", authority.key().getEncoded()));
    try {
      PrivateFiles.write(certificateFile, pem("CERTIFICATE", authority.certificate().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate of our own does not encode", e);
    }
  }

  private static byte[] pem(String type, byte[] der) {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return ("-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] readPem(Path file, String type) throws IOException {
    String text = new String(PrivateFiles.read(file, MAX_BYTES), StandardCharsets.US_ASCII).strip();
    String begin = "-----BEGIN " + type + "-----";
    String end = "-----END " + type + "-----";
    if (!text.startsWith(begin)
        || !text.endsWith(end)
        || text.length() < begin.length() + end.length()) {
      throw damaged(file, null);
    }
    try {
      return Base64.getMimeDecoder()
          .decode(text.substring(begin.length(), text.length() - end.length()));
    } catch (IllegalArgumentException e) {
      throw damaged(file, null);
    }
  }

  private static PkiException damaged(Path file, @Nullable Exception cause) {
    return new PkiException(file, file + " is damaged; restore it from a backup", cause);
  }
}
