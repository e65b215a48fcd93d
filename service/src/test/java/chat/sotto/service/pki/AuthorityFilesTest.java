package chat.sotto.service.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The authority on disk: made once, found again, and refused when anything about it is wrong. */
class AuthorityFilesTest {
  @TempDir Path temp;

  private Path folder() {
    return temp.resolve("data");
  }

  private CertificateAuthority open() throws IOException {
    return CertificateAuthority.open(folder(), Clock.systemUTC(), new SecureRandom());
  }

  private void allow(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void open_firstTime_makesPrivateFiles() throws IOException {
    open();

    assertThat(permissions(folder())).isEqualTo("rwx------");
    assertThat(permissions(folder().resolve("ca.key"))).isEqualTo("rw-------");
    assertThat(permissions(folder().resolve("ca.pem"))).isEqualTo("rw-------");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void open_again_findsTheSame() throws IOException {
    CertificateAuthority first = open();

    CertificateAuthority second = open();

    assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
    assertThat(second.certificate()).isEqualTo(first.certificate());
  }

  @Test
  void open_emptyFolderOfOthersToo_makesItPrivate() throws IOException {
    Files.createDirectory(folder());
    allow(folder(), "rwxr-xr-x");

    open();

    assertThat(permissions(folder())).isEqualTo("rwx------");
  }

  @Test
  void open_keyReadableByOthers_isRefused() throws IOException {
    open();
    allow(folder().resolve("ca.key"), "rw-r-----");

    assertRefused("chmod 600");
  }

  @Test
  void open_folderOpenToOthers_isRefused() throws IOException {
    open();
    allow(folder(), "rwxr-xr-x");

    assertRefused("chmod 700");
  }

  @Test
  void open_keyMissing_isRefused() throws IOException {
    open();
    Files.delete(folder().resolve("ca.key"));

    assertRefused("ca.key is missing");
  }

  @Test
  void open_certificateMissing_isRefused() throws IOException {
    open();
    Files.delete(folder().resolve("ca.pem"));

    assertRefused("ca.pem is missing");
  }

  @Test
  void open_keyOfAnotherAuthority_isRefused() throws IOException {
    open();
    Path other = temp.resolve("other");
    CertificateAuthority.open(other, Clock.systemUTC(), new SecureRandom());
    Files.copy(
        other.resolve("ca.key"),
        folder().resolve("ca.key"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertRefused("does not belong to");
  }

  @Test
  void open_damagedKey_isRefusedWithoutShowingIt() throws IOException {
    open();
    Path key = folder().resolve("ca.key");
    String text = Files.readString(key);
    Files.writeString(key, text.replace(text.substring(40, 60), "AAAAAAAAAAAAAAAAAAAA"));

    assertRefused("ca.key is damaged");
  }

  @Test
  void open_emptyCertificate_isRefused() throws IOException {
    open();
    Files.writeString(folder().resolve("ca.pem"), "");

    assertRefused("ca.pem is damaged");
  }

  @Test
  void open_hugeCertificate_isRefused() throws IOException {
    open();
    Files.writeString(folder().resolve("ca.pem"), "x".repeat(20_000));

    assertRefused("longer than");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(this::open)
        .isInstanceOf(PkiException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("BEGIN");
  }
}
