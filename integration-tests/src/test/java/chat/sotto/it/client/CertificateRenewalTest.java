package chat.sotto.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.Account;
import chat.sotto.client.OpenMode;
import chat.sotto.client.Registration;
import chat.sotto.client.model.Credentials;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.profile.DeviceCredentials;
import chat.sotto.client.profile.ProfileDirectory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Certificates last 90 days; the server's clock stands back, so that those it issues are old
 * already.
 */
class CertificateRenewalTest {

  @TempDir Path folder;

  private static Clock ago(Duration time) {
    return Clock.offset(Clock.systemUTC(), time.negated());
  }

  private Instant end() {
    return new DeviceCredentials(new ProfileDirectory(folder.resolve("alice")))
        .findIdentity()
        .orElseThrow()
        .certificate()
        .getNotAfter()
        .toInstant();
  }

  @Test
  void login_certificateExpired_isReplacedAtTheEnrolmentListener() throws Exception {
    try (People people = new People(folder, ago(Duration.ofDays(100)))) {
      people.register("alice").close();
      assertThat(end()).isBefore(Instant.now());
      people.stopServer();
      people.startServer();

      Account alice = people.open("alice", OpenMode.ONE_SHOT);
      alice.login(People.password("alice"));

      assertThat(alice.chats()).isEmpty();
      assertThat(end()).isAfter(Instant.now().plus(Duration.ofDays(80)));
    }
  }

  @Test
  void recover_certificateExpired_isReplacedByTheRecoveryCodeAlone() throws Exception {
    try (People people = new People(folder, ago(Duration.ofDays(100)))) {
      Registration registration = people.registration("alice", true);
      registration.account().close();
      people.stopServer();
      people.startServer();

      Account alice = people.open("alice", OpenMode.ONE_SHOT);
      var unused = alice.recover(registration.recoveryCode(), People.password("her new"));
      alice.login(People.password("her new"));

      assertThat(alice.chats()).isEmpty();
    }
  }

  @Test
  void connect_certificateAboutToExpire_renewsItself() throws Exception {
    try (People people = new People(folder, ago(Duration.ofDays(70)))) {
      people.register("alice").close();
      assertThat(end()).isBefore(Instant.now().plus(Duration.ofDays(30)));
      people.stopServer();
      people.startServer();

      Account alice = people.open("alice", OpenMode.ONE_SHOT);
      alice.login(People.password("alice"));
      try (People.Ear ear = new People.Ear(alice)) {
        await().until(() -> end().isAfter(Instant.now().plus(Duration.ofDays(80))));
        assertThat(ear.texts()).isEmpty();
      }
    }
  }

  @Test
  void credentials_certificateDue_areThoseOfTheRenewedOne() throws Exception {
    try (People people = new People(folder, ago(Duration.ofDays(70)))) {
      people.register("alice").close();
      people.stopServer();
      people.startServer();

      Credentials credentials = people.open("alice", OpenMode.ONE_SHOT).credentials();

      assertThat(credentials.certificateEnds())
          .isEqualTo(end())
          .isAfter(Instant.now().plus(Duration.ofDays(80)));
      assertThat(credentials.chat()).isEqualTo(people.server().chatEndpoint());
    }
  }

  @Test
  void credentials_certificateExpired_areRefused() throws Exception {
    try (People people = new People(folder, ago(Duration.ofDays(100)))) {
      people.register("alice").close();
      Account alice = people.open("alice", OpenMode.ONE_SHOT);

      assertThatExceptionOfType(SottoException.class)
          .isThrownBy(alice::credentials)
          .matches(e -> e.is(Reason.CERTIFICATE_EXPIRED));
    }
  }

  @Test
  void credentials_loggedOut_areRefused() throws Exception {
    try (People people = new People(folder)) {
      Account alice = people.register("alice");
      assertThat(alice.credentials().toString())
          .isEqualTo(
              "Credentials[alice "
                  + alice.whoAmI().device()
                  + " at "
                  + people.server().chatEndpoint()
                  + "]");
      alice.logout();

      assertThatExceptionOfType(SottoException.class)
          .isThrownBy(alice::credentials)
          .matches(e -> e.is(Reason.NOT_LOGGED_IN));
    }
  }
}
