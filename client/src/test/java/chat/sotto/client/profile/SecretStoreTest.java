package chat.sotto.client.profile;

import static chat.sotto.client.profile.TestProfile.PASSWORD_KEY;
import static chat.sotto.client.profile.TestProfile.filled;
import static chat.sotto.client.profile.TestProfile.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.sotto.client.identity.DeviceKey;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.password.RecoveryCode;
import chat.sotto.client.primitives.AeadKey;
import chat.sotto.client.trust.CaFingerprint;
import chat.sotto.client.trust.JoinLink;
import chat.sotto.client.trust.JoinToken;
import chat.sotto.client.vault.RecordName;
import chat.sotto.client.vault.SealedRecord;
import chat.sotto.client.vault.VaultRecords;
import com.google.crypto.tink.util.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretStoreTest {
  @TempDir Path temporary;

  @Test
  void registration_storedAndReopened_isExactlyTheSame() {
    ProfileDirectory directory = TestProfile.directory(temporary);
    PendingRegistration pending =
        new PendingRegistration(
            new JoinLink(
                "::1",
                7444,
                CaFingerprint.of(filled(32, 1)),
                Optional.of(new JoinToken(filled(16, 2)))),
            "phone",
            true,
            secret("0123456789abcdef0123456789abcdef"),
            RecoveryCode.generate(),
            Bytes.copyFrom(filled(92, 3)),
            Bytes.copyFrom(filled(92, 4)),
            Bytes.copyFrom(filled(60, 5)));
    DeviceKey device = DeviceKey.generate();
    try (Profile profile = TestProfile.create(directory)) {
      profile.secrets().storeRegistration(pending);
      profile.secrets().storeDeviceKey(device);
    }

    try (Profile profile = Profile.openWithPassword(directory, PASSWORD_KEY)) {
      PendingRegistration read = profile.secrets().findRegistration().orElseThrow();
      assertThat(read.link()).isEqualTo(pending.link());
      assertThat(read.deviceName()).isEqualTo("phone");
      assertThat(read.vault()).isTrue();
      assertThat(read.accountSeed().equalsSecretBytes(pending.accountSeed())).isTrue();
      assertThat(read.recoveryCode()).isEqualTo(pending.recoveryCode());
      assertThat(read.vaultKeysByPassword()).isEqualTo(pending.vaultKeysByPassword());
      assertThat(read.vaultKeysByRecovery()).isEqualTo(pending.vaultKeysByRecovery());
      assertThat(read.accountKeyRecord()).isEqualTo(pending.accountKeyRecord());
      assertThat(profile.secrets().findDeviceKey().orElseThrow().publicKey())
          .isEqualTo(device.publicKey());

      profile.secrets().forgetRegistration();
      assertThat(profile.secrets().findRegistration()).isEmpty();
    }
  }

  @Test
  void vaultDataKey_stored_isFound() throws Exception {
    try (Profile profile = TestProfile.create(TestProfile.directory(temporary))) {
      AeadKey key = AeadKey.random();
      assertThat(profile.secrets().findVaultDataKey()).isEmpty();

      profile.secrets().storeVaultDataKey(key);

      assertThat(
              profile
                  .secrets()
                  .findVaultDataKey()
                  .orElseThrow()
                  .open(key.seal(filled(3, 3), filled(1, 1)), filled(1, 1)))
          .isEqualTo(filled(3, 3));
    }
  }

  @Test
  void note_keptAndReopened_isTheLastOne() {
    ProfileDirectory directory = TestProfile.directory(temporary);
    try (Profile profile = TestProfile.create(directory)) {
      assertThat(profile.secrets().findNote("history")).isEmpty();
      profile.secrets().storeNote("history", filled(9, 1));
      profile.secrets().storeNote("history", filled(262_144, 2));
      profile.secrets().storeNote("other", new byte[0]);
    }

    try (Profile profile = Profile.openWithPassword(directory, PASSWORD_KEY)) {
      assertThat(profile.secrets().findNote("history")).contains(filled(262_144, 2));
      assertThat(profile.secrets().findNote("other")).contains(new byte[0]);
      assertThat(profile.secrets().findSetting("history")).isEmpty();
    }
  }

  @Test
  void note_kept_isNowhereInTheClear() throws Exception {
    ProfileDirectory directory = TestProfile.directory(temporary);
    String typed = "a line that somebody typed in the shell";
    try (Profile profile = TestProfile.create(directory)) {
      for (int line = 0; line < 20; line++) {
        profile
            .secrets()
            .storeNote("shell-history", (typed + line).getBytes(StandardCharsets.UTF_8));
      }
      // While the profile is open, what was written last is still in the write-ahead log.
      assertThat(filesWith(directory, typed)).isEmpty();
    }
    assertThat(filesWith(directory, typed)).isEmpty();
  }

  private static List<Path> filesWith(ProfileDirectory directory, String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory.path())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  @Test
  void note_tooLong_isRefusedAndChangesNothing() {
    try (Profile profile = TestProfile.create(TestProfile.directory(temporary))) {
      profile.secrets().storeNote("history", filled(9, 1));

      assertThatThrownBy(() -> profile.secrets().storeNote("history", new byte[262_145]))
          .isInstanceOfSatisfying(
              SottoException.class, e -> assertThat(e.is(Reason.INVALID_FIELD)).isTrue());
      assertThat(profile.secrets().findNote("history")).contains(filled(9, 1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "History", "a/b", "note_1", "a\nb"})
  void note_nameThatBreaksTheRule_isRefused(String name) {
    try (Profile profile = TestProfile.create(TestProfile.directory(temporary))) {
      assertThatThrownBy(() -> profile.secrets().storeNote(name, new byte[1]))
          .isInstanceOfSatisfying(
              SottoException.class, e -> assertThat(e.field()).contains("name"));
      assertThatThrownBy(() -> profile.secrets().findNote("x".repeat(65)))
          .isInstanceOf(SottoException.class);
    }
  }

  @Test
  void localVault_otherVersionThanTheNext_isNotWritten() {
    try (Profile profile = TestProfile.create(TestProfile.directory(temporary))) {
      LocalVault vault = profile.vault();
      RecordName name = new RecordName("epoch/00/1");
      SealedRecord first = new SealedRecord(name, 1, Bytes.copyFrom(filled(5, 1)));
      SealedRecord second = new SealedRecord(name, 2, Bytes.copyFrom(filled(5, 2)));

      assertThat(vault.put(second)).isEqualTo(new VaultRecords.Put(false, 0));
      assertThat(vault.put(first)).isEqualTo(new VaultRecords.Put(true, 1));
      assertThat(vault.put(first)).isEqualTo(new VaultRecords.Put(false, 1));
      assertThat(vault.put(second)).isEqualTo(new VaultRecords.Put(true, 2));
      assertThat(vault.find(name)).contains(second);

      vault.delete(name);
      assertThat(vault.find(name)).isEmpty();
    }
  }

  @Test
  void localVault_keys_areFoundOnceStored() {
    try (Profile profile = TestProfile.create(TestProfile.directory(temporary))) {
      assertThat(profile.vault().findKeysByPassword()).isEmpty();

      profile.vault().storeKeys(Bytes.copyFrom(filled(92, 1)), Bytes.copyFrom(filled(92, 2)));

      assertThat(profile.vault().findKeysByPassword()).contains(Bytes.copyFrom(filled(92, 1)));
      assertThat(profile.vault().findKeysByRecovery()).contains(Bytes.copyFrom(filled(92, 2)));
    }
  }
}
