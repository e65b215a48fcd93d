package chat.sotto.service.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.service.domain.Announcement;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.AnnouncementStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link AnnouncementStore} promises. */
public abstract class AnnouncementStoreContract extends StoreContract {
  private static final Optional<Username> EVERYBODY = Optional.empty();

  private Announcement announce(Optional<Username> to, String text, Instant now) {
    return done(stores.announcements().add(to, text, now)).orElseThrow();
  }

  private List<String> texts(DeviceRef reader, Instant now) {
    return stores.announcements().read(reader.user(), 0, now, 2_000).stream()
        .map(Announcement::text)
        .toList();
  }

  @Test
  void add_comesBackAsItWas_inOrder() {
    DeviceRef alice = register("alice");
    Announcement first = announce(EVERYBODY, "tea", NOW);
    Announcement second = announce(Optional.of(alice.user()), "Grüße\n👋", NOW);

    assertThat(stores.announcements().read(alice.user(), 0, NOW, 10))
        .containsExactly(first, second);
    assertThat(second.id()).isGreaterThan(first.id());
  }

  @Test
  void read_goesOnAfterAnId_andStopsAtTheLimit() {
    DeviceRef alice = register("alice");
    Announcement first = announce(EVERYBODY, "1", NOW);
    Announcement second = announce(EVERYBODY, "2", NOW);
    Announcement third = announce(EVERYBODY, "3", NOW);

    assertThat(stores.announcements().read(alice.user(), first.id(), NOW, 1))
        .containsExactly(second);
    assertThat(stores.announcements().read(alice.user(), second.id(), NOW, 1))
        .containsExactly(third);
    assertThat(stores.announcements().read(alice.user(), third.id(), NOW, 1)).isEmpty();
  }

  @Test
  void read_ofAnother_hasNothingThatWasWhispered() {
    DeviceRef alice = register("alice");
    DeviceRef bob = register("bob");
    announce(Optional.of(alice.user()), "for alice", NOW);
    announce(EVERYBODY, "for all", NOW);

    assertThat(texts(alice, NOW)).containsExactly("for alice", "for all");
    assertThat(texts(bob, NOW)).containsExactly("for all");
  }

  @Test
  void read_ofWhoCameLater_hasNothingThatEverybodyWasToldBefore() {
    announce(EVERYBODY, "before", NOW.minusMillis(1));
    announce(EVERYBODY, "at the time", NOW);
    DeviceRef alice = register("alice");

    assertThat(texts(alice, NOW)).containsExactly("at the time");
  }

  @Test
  void add_toNobody_isEmpty_andChangesNothing() {
    DeviceRef alice = register("alice");

    assertThat(done(stores.announcements().add(Optional.of(Username.of("bob")), "x", NOW)))
        .isEmpty();
    assertThat(texts(alice, NOW)).isEmpty();
  }

  @Test
  void ids_neverLieBelowTheTime_andRiseWhenTheClockGoesBack() {
    DeviceRef alice = register("alice");
    Announcement first = announce(EVERYBODY, "1", NOW);
    Announcement second = announce(EVERYBODY, "2", NOW.minus(Duration.ofDays(1)));

    assertThat(first.id()).isEqualTo(NOW.toEpochMilli());
    assertThat(second.id()).isEqualTo(first.id() + 1);
    assertThat(stores.announcements().read(alice.user(), 0, NOW, 10)).first().isEqualTo(first);
  }

  @Test
  void read_leavesOutWhatIsTooOld_andAddForgetsIt() {
    DeviceRef alice = register("alice");
    announce(EVERYBODY, "old", NOW);
    Instant end = NOW.plus(AnnouncementStore.KEPT);

    assertThat(texts(alice, end)).containsExactly("old");
    assertThat(texts(alice, end.plusMillis(1))).isEmpty();
    announce(EVERYBODY, "new", end.plusMillis(1));
    assertThat(texts(alice, NOW)).containsExactly("new");
  }

  @Test
  void add_beyondTheMost_forgetsTheOldest() {
    DeviceRef alice = register("alice");
    for (int i = 1; i <= AnnouncementStore.MOST + 2; i++) {
      announce(EVERYBODY, Integer.toString(i), NOW);
    }

    assertThat(texts(alice, NOW))
        .hasSize(AnnouncementStore.MOST)
        .startsWith("3")
        .endsWith(Integer.toString(AnnouncementStore.MOST + 2));
  }

  @Test
  void deleteAccount_takesWhispersAlong() {
    DeviceRef alice = register("alice");
    announce(Optional.of(alice.user()), "for alice", NOW);
    announce(EVERYBODY, "for all", NOW);

    done(stores.accounts().deleteAccount(alice.user(), NOW));

    assertThat(stores.announcements().read(alice.user(), 0, NOW, 10)).isEmpty();
    assertThat(texts(register("bob"), NOW)).containsExactly("for all");
  }
}
