package chat.sotto.client.profile;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.trust.TlsIdentity;
import chat.sotto.client.trust.TlsKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;

/**
 * {@code device.pem}: the TLS key and, once the server has issued it, the certificate, in one file
 * so that they always fit each other. They lie outside the seal (mode 0600): they say which device
 * calls, and open nothing that was written.
 */
public final class DeviceCredentials {
  private static final String CERTIFICATE_BEGINS = "-----BEGIN CERTIFICATE-----";
  private static final int MAX_BYTES = 64 << 10;
  private final ProfileDirectory directory;

  /** Those of a profile. */
  public DeviceCredentials(ProfileDirectory directory) {
    this.directory = directory;
  }

  /** Stores a key that has no certificate yet. */
  public void store(TlsKey key) {
    write(key.toPem());
  }

  /** Stores key and certificate in place of what was there. */
  public void store(TlsIdentity identity) {
    write(identity.keyPem() + identity.certificatePem());
  }

  /** The key; empty before one was stored. */
  public Optional<TlsKey> findKey() {
    return read().map(pem -> TlsKey.ofPem(keyPart(pem)));
  }

  /** Key and certificate; empty before the certificate was stored. */
  public Optional<TlsIdentity> findIdentity() {
    return read()
        .filter(pem -> pem.contains(CERTIFICATE_BEGINS))
        .map(
            pem -> TlsIdentity.ofPem(keyPart(pem), pem.substring(pem.indexOf(CERTIFICATE_BEGINS))));
  }

  /** Whether other users of this machine may read them. */
  public boolean areOpenToOthers() {
    try {
      return Files.getFileStore(directory.credentials()).supportsFileAttributeView("posix")
          && Files.getPosixFilePermissions(directory.credentials()).stream()
              .anyMatch(permission -> !permission.name().startsWith("OWNER"));
    } catch (IOException e) {
      return false;
    }
  }

  private static String keyPart(String pem) {
    int certificate = pem.indexOf(CERTIFICATE_BEGINS);
    return certificate < 0 ? pem : pem.substring(0, certificate);
  }

  private Optional<String> read() {
    try {
      if (!Files.exists(directory.credentials())) {
        return Optional.empty();
      }
      if (Files.size(directory.credentials()) > MAX_BYTES) {
        throw new SottoException(
            Reason.PROFILE_UNREADABLE, directory.credentials() + " is too long");
      }
      return Optional.of(Files.readString(directory.credentials()));
    } catch (IOException e) {
      throw new SottoException(Reason.LOCAL_FILE, "cannot read " + directory.credentials())
          .cause(e);
    }
  }

  private void write(String pem) {
    try {
      AtomicFile.write(directory.credentials(), pem.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new SottoException(Reason.LOCAL_FILE, "cannot write " + directory.credentials())
          .cause(e);
    }
  }
}
