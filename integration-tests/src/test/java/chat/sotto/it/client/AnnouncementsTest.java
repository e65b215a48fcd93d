package chat.sotto.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.Account;
import chat.sotto.client.OpenMode;
import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator speaks in the server's name, to people who are there and to people who are not. */
class AnnouncementsTest {
  private static final Username BOB = new Username("bob");

  @TempDir Path folder;
  private People people;
  private Account operator;

  @BeforeEach
  void start() {
    people = new People(folder);
    operator = people.registerOperator();
  }

  @AfterEach
  void stop() throws Exception {
    people.close();
  }

  private static List<String> said(List<Announcement> announcements) {
    return announcements.stream()
        .map(said -> (said.whispered() ? "alone: " : "all: ") + said.text())
        .toList();
  }

  private static List<String> heard(People.Ear ear) {
    return said(
        ear.heard(Event.Announced.class).stream().map(Event.Announced::announcement).toList());
  }

  @Test
  void announce_toEverybodyAndToOne_reachesWhoListens_andNobodyElse() {
    Account bob = people.register("bob");
    Account carol = people.register("carol");
    try (People.Ear bobHears = new People.Ear(bob);
        People.Ear carolHears = new People.Ear(carol)) {
      operator.announce("tea at four\n👋", null);
      operator.announce("psst", BOB);
      operator.announce("tea is over", null);

      await().until(() -> heard(bobHears).size() == 3 && heard(carolHears).size() == 2);
      assertThat(heard(bobHears))
          .containsExactly("all: tea at four\n👋", "alone: psst", "all: tea is over");
      assertThat(heard(carolHears)).containsExactly("all: tea at four\n👋", "all: tea is over");
    }
    assertThat(said(carol.announcements(10)))
        .containsExactly("all: tea at four\n👋", "all: tea is over");
    assertThat(said(operator.announcements(10)))
        .as("not even the operator's own devices get what was whispered to another")
        .containsExactly("all: tea at four\n👋", "all: tea is over");
  }

  @Test
  void announce_whoIsOffline_getsItOnceWhenConnecting_inOrder() {
    people.register("bob").close();
    for (int i = 1; i <= 40; i++) {
      operator.announce("number " + i, i % 2 == 0 ? BOB : null);
    }
    people.stopServer();
    people.startServer();

    Account bob = people.open("bob", OpenMode.LONG_RUNNING);
    try (People.Ear hears = new People.Ear(bob)) {
      await().until(() -> heard(hears).size() >= 40);
      assertThat(heard(hears)).hasSize(40).startsWith("all: number 1", "alone: number 2");
      assertThat(hears.heard(Event.Announced.class))
          .extracting(event -> event.announcement().id())
          .isSorted();
    }
    bob.close();
    Account again = people.open("bob", OpenMode.LONG_RUNNING);
    try (People.Ear hears = new People.Ear(again)) {
      operator.announce("the last", null);
      await().until(() -> !heard(hears).isEmpty());
      assertThat(heard(hears)).containsExactly("all: the last");
    }
  }

  @Test
  void oneShots_leaveAnnouncementsToWhoShowsThem() {
    Account bob = people.register("bob");
    operator.announce("missed", null);
    var chat = bob.request(new Username("operator"));
    operator.accept(chat);
    bob.send(chat, "hello", null);
    bob.close();

    Account later = people.open("bob", OpenMode.LONG_RUNNING);
    try (People.Ear hears = new People.Ear(later)) {
      await().until(() -> heard(hears).equals(List.of("all: missed")));
    }
  }

  @Test
  void announcements_oneShot_fetchesWhatWasMissed_andKeepsItForWhenTheServerIsAway() {
    Account bob = people.register("bob");
    operator.announce("one", null);
    operator.announce("two", BOB);

    assertThat(said(bob.announcements(1))).containsExactly("alone: two");
    people.stopServer();
    assertThat(said(bob.announcements(10))).containsExactly("all: one", "alone: two");
    people.startServer();
  }

  @Test
  void register_later_getsNothingThatEverybodyWasToldBefore() {
    operator.announce("before", null);
    Account bob = people.register("bob");
    operator.announce("after", null);

    assertThat(said(bob.announcements(10))).containsExactly("all: after");
  }

  @Test
  void announce_byWhoIsNoOperator_isRefused() {
    Account bob = people.register("bob");

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> bob.announce("I am the server", null))
        .matches(e -> e.reason().equals("SCOPE_REQUIRED"));
    assertThat(bob.announcements(10)).isEmpty();
  }

  @Test
  void announce_toNobody_isUserNotFound() {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> operator.announce("hello", BOB))
        .matches(e -> e.reason().equals("USER_NOT_FOUND"));
  }

  @Test
  void announce_beyondTheLimits_namesThem() {
    assertThat(operator.announce("ü".repeat(2_048), null).id()).isPositive();
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> operator.announce("ü".repeat(2_048) + "!", null))
        .withMessageContaining("at most 4096 bytes, not 4097")
        .matches(e -> e.reason().equals("INVALID_FIELD"));
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> operator.announce("\u001b[2J", null))
        .withMessageContaining("control characters");
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> operator.announce(" \n", null))
        .withMessageContaining("must not be empty");
    assertThat(operator.announcements(10)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"server", "system", "sotto", "admin", "operator", "announcement"})
  void register_aNameThatCouldPassForTheServer_isRefused(String name) throws Exception {
    try (People fresh = new People(folder.resolve("fresh"))) {
      assertThatExceptionOfType(SottoException.class)
          .isThrownBy(() -> fresh.register(name))
          .withMessageContaining("reserved")
          .matches(e -> e.reason().equals("NAME_TAKEN"));
    }
  }
}
