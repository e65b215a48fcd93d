package chat.sotto.client.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.profile.LockHolder.Kind;
import chat.sotto.client.profile.ProfileDirectory;
import chat.sotto.client.profile.ProfileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileAccessTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path temporary;

  @Test
  void await_nobodyThere_givesTheLock() {
    for (Kind kind : Kind.values()) {
      ProfileAccess access = ProfileAccess.await(directory(), kind, SHORT);

      assertThat(access).isInstanceOf(ProfileAccess.Held.class);
      close(access);
    }
  }

  @Test
  void await_agentThere_isServedWithoutTheLock() {
    try (ProfileLock held = hold(Kind.LONG_RUNNING);
        AgentServer agent = AgentServer.start(directory(), new ScriptedAccount())) {
      ProfileAccess access = ProfileAccess.await(directory(), Kind.ONE_SHOT, SHORT);

      assertThat(access).isInstanceOf(ProfileAccess.Served.class);
      close(access);
    }
  }

  @Test
  void await_agentAboutToServe_isWaitedFor() throws Exception {
    try (ProfileLock held = hold(Kind.LONG_RUNNING)) {
      CompletableFuture<ProfileAccess> waiting = awaitAside(Kind.ONE_SHOT);
      assertWaits(waiting);

      try (AgentServer agent = AgentServer.start(directory(), new ScriptedAccount())) {
        ProfileAccess access = waiting.get(30, TimeUnit.SECONDS);
        assertThat(access).isInstanceOf(ProfileAccess.Served.class);
        close(access);
      }
    }
  }

  @Test
  void await_oneShotThere_isWaitedForByBothKinds() throws Exception {
    for (Kind kind : Kind.values()) {
      ProfileLock held = hold(Kind.ONE_SHOT);
      CompletableFuture<ProfileAccess> waiting = awaitAside(kind);
      assertWaits(waiting);

      held.close();

      close(waiting.get(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void await_oneShotThatDoesNotEnd_failsInTheEnd() {
    try (ProfileLock held = hold(Kind.ONE_SHOT)) {
      assertThatExceptionOfType(SottoException.class)
          .isThrownBy(() -> ProfileAccess.await(directory(), Kind.ONE_SHOT, SHORT))
          .withMessageContaining("process " + ProcessHandle.current().pid())
          .matches(e -> e.is(Reason.PROFILE_IN_USE));
    }
  }

  @Test
  void await_twoLongRunning_failsAtOnce() {
    try (ProfileLock held = hold(Kind.LONG_RUNNING)) {
      CompletableFuture<ProfileAccess> second = awaitAside(Kind.LONG_RUNNING);

      assertThat(second)
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableThat()
          .havingCause()
          .matches(e -> e instanceof SottoException s && s.is(Reason.PROFILE_IN_USE));
    }
  }

  private CompletableFuture<ProfileAccess> awaitAside(Kind kind) {
    return CompletableFuture.supplyAsync(() -> ProfileAccess.await(directory(), kind, LONG));
  }

  private static void assertWaits(CompletableFuture<ProfileAccess> waiting) {
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> waiting.get(150, TimeUnit.MILLISECONDS));
  }

  private ProfileLock hold(Kind kind) {
    return ProfileLock.tryAcquire(directory(), kind).orElseThrow();
  }

  private static void close(ProfileAccess access) {
    if (access instanceof ProfileAccess.Held held) {
      held.lock().close();
    } else if (access instanceof ProfileAccess.Served served) {
      served.account().close();
    }
  }

  private ProfileDirectory directory() {
    return new ProfileDirectory(temporary);
  }
}
