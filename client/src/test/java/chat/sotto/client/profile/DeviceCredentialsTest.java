package chat.sotto.client.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.trust.TestCa;
import chat.sotto.client.trust.TlsIdentity;
import chat.sotto.client.trust.TlsKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceCredentialsTest {
  @TempDir Path temporary;
  private final TlsKey key = TlsKey.generate();
  private ProfileDirectory directory = new ProfileDirectory(Path.of("."));

  @BeforeEach
  void prepare() {
    directory = TestProfile.directory(temporary);
    directory.prepare();
  }

  @Test
  void store_keyAlone_hasNoIdentityYet() {
    credentials().store(key);

    assertThat(credentials().findKey().orElseThrow().publicKey()).isEqualTo(key.publicKey());
    assertThat(credentials().findIdentity()).isEmpty();
  }

  @Test
  void store_identity_isFoundInAFileOfTheOwnersAlone() throws IOException {
    TlsIdentity identity =
        new TlsIdentity(
            key,
            new TestCa().leaf(key.publicKey(), KeyPurposeId.id_kp_clientAuth, "device.example"));

    credentials().store(identity);

    assertThat(credentials().findIdentity().orElseThrow().certificate())
        .isEqualTo(identity.certificate());
    assertThat(credentials().findKey().orElseThrow().publicKey()).isEqualTo(key.publicKey());
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.credentials())))
        .isEqualTo("rw-------");
  }

  @Test
  void find_nothingStored_isEmpty() {
    assertThat(credentials().findKey()).isEmpty();
    assertThat(credentials().findIdentity()).isEmpty();
  }

  @Test
  void find_garbled_isUnreadable() throws IOException {
    Files.writeString(directory.credentials(), "no key");

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> credentials().findKey())
        .matches(e -> e.is(Reason.PROFILE_UNREADABLE));
  }

  private DeviceCredentials credentials() {
    return new DeviceCredentials(directory);
  }
}
