package chat.sotto.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.primitives.AeadKey;
import chat.sotto.client.profile.Profile;
import chat.sotto.client.profile.ProfileDirectory;
import chat.sotto.client.profile.ProfileIdentity;
import chat.sotto.client.profile.ServerAddress;
import chat.sotto.client.profile.WrapKeys;
import chat.sotto.client.trust.CaFingerprint;
import com.google.crypto.tink.util.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server that promises to keep messages may say that it has erased. */
class RetentionPromiseTest {
  private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;
  private Profile profile;
  private Instant now = START;
  private RetentionPromise promise;

  @BeforeEach
  void start() {
    profile =
        Profile.create(
            new ProfileDirectory(folder.resolve("profile")),
            new ProfileIdentity(
                new Username("alice"),
                DeviceId.random(),
                CaFingerprint.of(new byte[32]),
                Bytes.copyFrom(new byte[] {1})),
            new ServerAddress("localhost", 1, "localhost", 2),
            new WrapKeys(AeadKey.random(), AeadKey.random()),
            created -> {});
    promise = asking(RetentionPromiseTest::silent);
  }

  @AfterEach
  void stop() {
    profile.close();
  }

  private static long silent() {
    throw new SottoException(Reason.SERVER_UNREACHABLE, "nobody listens");
  }

  private RetentionPromise asking(LongSupplier server) {
    return new RetentionPromise(profile.secrets(), () -> now, server);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void doubt_noPromiseHeard_believes() {
    assertThat(promise.doubt(START)).isEmpty();
  }

  @Test
  void doubt_messagesAreKeptForGood_doubts() {
    promise.heard(0);
    pass(DAY.multipliedBy(1000));

    assertThat(promise.doubt(START).orElseThrow()).contains("as long as their chat");
  }

  @Test
  void doubt_youngerThanThePromise_doubts_andOlder_believes() {
    promise.heard(DAY.multipliedBy(30).toSeconds());
    pass(DAY.multipliedBy(30));

    assertThat(promise.doubt(START)).isEmpty();
    assertThat(promise.doubt(START.plus(DAY)).orElseThrow()).contains("30 days");
  }

  @Test
  void doubt_ofATimeBeforeTheFirstPromise_believes() {
    promise.heard(0);

    assertThat(promise.doubt(START.minusMillis(1))).isEmpty();
  }

  @Test
  void doubt_erasedUnderAnEarlierPromise_believes() {
    promise.heard(DAY.toSeconds());
    pass(DAY.multipliedBy(2));
    promise.heard(0);

    assertThat(promise.doubt(START)).isEmpty();
    assertThat(promise.doubt(START.plus(DAY))).isEmpty();
    assertThat(promise.doubt(START.plus(DAY).plusMillis(1))).isPresent();
  }

  @Test
  void doubt_anotherProcess_knowsThePromise() {
    promise.heard(0);

    assertThat(asking(RetentionPromiseTest::silent).doubt(START)).isPresent();
  }

  @Test
  void doubt_theServerPromisesLessNow_asksOnceAndBelieves() {
    AtomicInteger asked = new AtomicInteger();
    promise =
        asking(
            () -> {
              asked.incrementAndGet();
              return DAY.toSeconds();
            });
    promise.heard(0);
    pass(DAY);

    assertThat(promise.doubt(START)).isEmpty();
    assertThat(promise.doubt(now)).isPresent();
    assertThat(promise.doubt(now)).isPresent();
    assertThat(asked).hasValue(1);
  }

  @Test
  void heard_moreThanAnyTime_isForever() {
    promise.heard(-1);
    assertThat(promise.doubt(START)).isPresent();

    promise.heard(Long.MAX_VALUE);
    assertThat(promise.doubt(START)).isPresent();
  }
}
