package chat.sotto.client.profile;

import static chat.sotto.client.profile.TestProfile.PASSWORD_KEY;
import static chat.sotto.client.profile.TestProfile.RECOVERY_KEY;
import static chat.sotto.client.profile.TestProfile.key;
import static chat.sotto.client.profile.TestProfile.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.AeadKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
  @TempDir Path temporary;
  private ProfileDirectory directory = new ProfileDirectory(Path.of("."));

  @BeforeEach
  void create() {
    directory = TestProfile.directory(temporary);
    try (Profile profile = TestProfile.create(directory)) {
      profile.secrets().storeSession(new SessionToken(secret("token"), true));
    }
  }

  @Test
  void openWithPassword_rightKey_hasWhatWasStored() {
    try (Profile profile = Profile.openWithPassword(directory, PASSWORD_KEY)) {
      SessionToken session = profile.secrets().findSession().orElseThrow();

      assertThat(session.token().equalsSecretBytes(secret("token"))).isTrue();
      assertThat(session.operator()).isTrue();
      assertThat(profile.header().identity()).isEqualTo(TestProfile.identity());
      assertThat(profile.header().address()).isEqualTo(TestProfile.ADDRESS);
      assertThat(profile.header().registered()).isFalse();
    }
  }

  @Test
  void open_filesAreTheOwnersAlone() throws IOException {
    assumeThat(Files.getFileStore(directory.path()).supportsFileAttributeView("posix")).isTrue();
    Files.setPosixFilePermissions(
        directory.database(), PosixFilePermissions.fromString("rw-r--r--"));

    try (Profile profile = Profile.openWithPassword(directory, PASSWORD_KEY);
        Stream<Path> files = Files.list(directory.path())) {
      assertThat(profile.secrets().findSession()).isPresent();
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void openWithPassword_otherKey_isWrongPassword() {
    assertFails(Reason.WRONG_PASSWORD, () -> Profile.openWithPassword(directory, key(3)));
  }

  @Test
  void openWithPassword_recoveryKey_isWrongPassword() {
    assertFails(Reason.WRONG_PASSWORD, () -> Profile.openWithPassword(directory, RECOVERY_KEY));
  }

  @Test
  void openWithRecovery_rightKey_opens() {
    try (Profile profile = Profile.openWithRecovery(directory, RECOVERY_KEY)) {
      assertThat(profile.secrets().findSession()).isPresent();
    }
  }

  @Test
  void openWithRecovery_otherKey_isWrongCode() {
    assertFails(
        Reason.WRONG_RECOVERY_CODE, () -> Profile.openWithRecovery(directory, PASSWORD_KEY));
  }

  @Test
  void open_headerNamesAnotherUser_isWrongPassword() throws IOException {
    edit("\"alice\"", "\"mallory\"");

    assertFails(Reason.WRONG_PASSWORD, () -> Profile.openWithPassword(directory, PASSWORD_KEY));
  }

  @Test
  void open_headerPinsAnotherServer_isWrongPassword() throws IOException {
    edit("\"ca_fingerprint\":\"/v7+", "\"ca_fingerprint\":\"AAAA");

    assertFails(Reason.WRONG_PASSWORD, () -> Profile.openWithPassword(directory, PASSWORD_KEY));
  }

  @Test
  void open_newerFormat_isRefusedSayingSo() throws IOException {
    edit("\"format\":1", "\"format\":2");

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> ProfileHeader.read(directory))
        .withMessageContaining("newer version")
        .matches(e -> e.is(Reason.PROFILE_TOO_NEW));
  }

  @Test
  void open_otherAgreement_isRefusedNamingIt() throws IOException {
    edit("\"interim\"", "\"mls\"");

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> ProfileHeader.read(directory))
        .withMessageContaining("'mls'")
        .matches(e -> e.is(Reason.PROFILE_UNREADABLE));
  }

  @Test
  void open_garbledHeader_isUnreadable() throws IOException {
    for (String header : new String[] {"", "[]", "{}", "{\"format\":1}", "{\"format\":", "null"}) {
      Files.writeString(directory.header(), header);

      assertFails(Reason.PROFILE_UNREADABLE, () -> ProfileHeader.read(directory));
    }
  }

  @Test
  void open_databaseGone_isUnreadable() throws IOException {
    Files.delete(directory.database());

    assertFails(Reason.PROFILE_UNREADABLE, () -> Profile.openWithPassword(directory, PASSWORD_KEY));
    assertThat(directory.database()).doesNotExist();
  }

  @Test
  void open_noProfile_isNotRegistered() {
    ProfileDirectory other = new ProfileDirectory(temporary.resolve("other"));

    assertFails(Reason.NOT_REGISTERED, () -> Profile.openWithPassword(other, PASSWORD_KEY));
  }

  @Test
  void create_profileExists_isRefused() {
    assertFails(Reason.ALREADY_REGISTERED, () -> TestProfile.create(directory));
  }

  @Test
  void create_afterCrashBeforeHeader_beginsAnew() throws IOException {
    Files.delete(directory.header());

    try (Profile profile = TestProfile.create(directory)) {
      assertThat(profile.secrets().findSession()).isEmpty();
    }
  }

  @Test
  void create_decisionsFail_leavesNoProfile() {
    ProfileDirectory other = new ProfileDirectory(temporary.resolve("other"));

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                Profile.create(
                    other,
                    TestProfile.identity(),
                    TestProfile.ADDRESS,
                    new WrapKeys(PASSWORD_KEY, RECOVERY_KEY),
                    profile -> {
                      throw new IllegalStateException("in the middle of it");
                    }));

    assertThat(other.exists()).isFalse();
    TestProfile.create(other).close();
  }

  @Test
  void files_created_areTheOwnersAlone() throws IOException {
    assertThat(mode(directory.path())).isEqualTo("rwx------");
    assertThat(mode(directory.header())).isEqualTo("rw-------");
  }

  @Test
  void addWraps_beforeTheServerAnswers_bothPasswordsOpen() {
    AeadKey next = key(4);
    try (Profile profile = Profile.openWithPassword(directory, PASSWORD_KEY)) {
      profile.addWraps(next, Optional.empty());
    }

    Profile.openWithPassword(directory, PASSWORD_KEY).close();
    Profile.openWithPassword(directory, next).close();
    Profile.openWithRecovery(directory, RECOVERY_KEY).close();
  }

  @Test
  void addWraps_manyAttempts_keepsTheFirstAndTheLast() {
    try (Profile profile = Profile.openWithPassword(directory, PASSWORD_KEY)) {
      for (int seed = 10; seed < 20; seed++) {
        profile.addWraps(key(seed), Optional.empty());
      }
      assertThat(profile.header().byPassword()).hasSize(4);
    }

    Profile.openWithPassword(directory, PASSWORD_KEY).close();
    Profile.openWithPassword(directory, key(19)).close();
  }

  @Test
  void keepWraps_newPasswordAndCode_oldOnesOpenNoMore() {
    try (Profile profile = Profile.openWithPassword(directory, PASSWORD_KEY)) {
      profile.addWraps(key(4), Optional.of(key(5)));
      profile.keepWraps(key(4), Optional.of(key(5)));
    }

    assertFails(Reason.WRONG_PASSWORD, () -> Profile.openWithPassword(directory, PASSWORD_KEY));
    assertFails(
        Reason.WRONG_RECOVERY_CODE, () -> Profile.openWithRecovery(directory, RECOVERY_KEY));
    Profile.openWithPassword(directory, key(4)).close();
    Profile.openWithRecovery(directory, key(5)).close();
  }

  @Test
  void markRegistered_andMoved_isInTheHeader() {
    ServerAddress moved = new ServerAddress("::1", 1, "other", 2);
    try (Profile profile = Profile.openWithPassword(directory, PASSWORD_KEY)) {
      profile.markRegistered();
      profile.moveServer(moved);
    }

    ProfileHeader header = ProfileHeader.read(directory);
    assertThat(header.registered()).isTrue();
    assertThat(header.address()).isEqualTo(moved);
  }

  @Test
  void hasSession_loggedOut_isFalseWithoutPassword() {
    assertThat(Profile.hasSession(directory)).isTrue();

    try (Profile profile = Profile.openWithPassword(directory, PASSWORD_KEY)) {
      profile.secrets().forgetSession();
    }

    assertThat(Profile.hasSession(directory)).isFalse();
  }

  @Test
  void delete_profile_leavesOnlyForeignFiles() throws IOException {
    Path foreign = Files.writeString(directory.path().resolve("holiday.txt"), "mine");

    directory.delete();

    assertThat(directory.path()).isDirectoryContaining(file -> file.equals(foreign));
    try (var files = Files.list(directory.path())) {
      assertThat(files).containsExactly(foreign);
    }
  }

  private void edit(String from, String to) throws IOException {
    String header = Files.readString(directory.header());
    assertThat(header).contains(from);
    Files.writeString(directory.header(), header.replace(from, to));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void assertFails(Reason reason, ThrowingCallable call) {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(call)
        .matches(e -> e.is(reason), "is " + reason);
  }
}
