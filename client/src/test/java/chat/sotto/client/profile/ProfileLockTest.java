package chat.sotto.client.profile;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.model.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileLockTest {
  @TempDir Path temporary;
  private ProfileDirectory directory = new ProfileDirectory(Path.of("."));

  @BeforeEach
  void prepare() {
    directory = TestProfile.directory(temporary);
    directory.prepare();
  }

  @Test
  void tryAcquire_heldByThisProcess_failsAndDoesNotLetGo() {
    try (ProfileLock lock = acquire()) {
      assertThat(ProfileLock.tryAcquire(directory, LockHolder.Kind.ONE_SHOT)).isEmpty();

      // A handle closed by the attempt would have let go of the lock for the whole process.
      assertThat(lockedForOthers()).isTrue();
      lock.close();
      assertThat(lockedForOthers()).isFalse();
    }
  }

  @Test
  void tryAcquire_released_succeeds() {
    acquire().close();

    acquire().close();
  }

  @Test
  void tryAcquire_heldByAnotherProcess_failsNamingIt() {
    try (ProfileProcess process = ProfileProcess.start(directory.path(), "hold")) {
      assertThat(ProfileLock.tryAcquire(directory, LockHolder.Kind.LONG_RUNNING)).isEmpty();

      assertThat(ProfileLock.holder(directory))
          .contains(new LockHolder(process.pid(), "hold", LockHolder.Kind.LONG_RUNNING));
      assertThat(ProfileLock.inUse(directory))
          .hasMessageContaining("'hold' (process " + process.pid() + ")")
          .matches(e -> e.is(Reason.PROFILE_IN_USE));
    }
  }

  @Test
  void tryAcquire_holderKilled_succeeds() {
    try (ProfileProcess process = ProfileProcess.start(directory.path(), "hold")) {
      process.kill();

      assertThat(ProfileLock.holder(directory)).isEmpty();
      acquire().close();
    }
  }

  @Test
  void holder_garbled_isUnknown() throws IOException {
    for (String content : new String[] {"", "{", "[]", "{\"pid\":\"x\"}", "{\"pid\":1}"}) {
      Files.writeString(directory.lockHolder(), content);

      assertThat(ProfileLock.holder(directory)).isEmpty();
    }
  }

  @Test
  void command_ofACommandLine_isTheSubcommand() {
    assertThat(LockHolder.command("sotto.jar --profile /home/a listen --for 3s"))
        .isEqualTo("listen");
    assertThat(LockHolder.command("sotto.jar --password-file pw agent")).isEqualTo("agent");
    assertThat(LockHolder.command("/x/sotto.jar --json agent")).isEqualTo("agent");
    assertThat(LockHolder.command("--profile register")).isEqualTo("sotto");
    assertThat(LockHolder.command("")).isEqualTo("sotto");
  }

  private ProfileLock acquire() {
    return ProfileLock.tryAcquire(directory, LockHolder.Kind.ONE_SHOT).orElseThrow();
  }

  private boolean lockedForOthers() {
    try {
      ProfileProcess.start(directory.path(), "hold").close();
      return false;
    } catch (AssertionError e) {
      return true;
    }
  }
}
