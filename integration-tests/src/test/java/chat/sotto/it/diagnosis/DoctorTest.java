package chat.sotto.it.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.Account;
import chat.sotto.client.Accounts;
import chat.sotto.client.OpenMode;
import chat.sotto.client.diagnosis.Ailment;
import chat.sotto.client.diagnosis.Check;
import chat.sotto.client.diagnosis.Diagnosis;
import chat.sotto.client.diagnosis.Finding;
import chat.sotto.client.password.Password;
import chat.sotto.it.wire.ForgedCertificates;
import chat.sotto.it.wire.ImpostorServer;
import chat.sotto.it.wire.Ports;
import chat.sotto.it.wire.TestClock;
import chat.sotto.it.wire.TestServer;
import chat.sotto.service.usecase.account.RegistrationPolicy;
import chat.sotto.v1.DisableUserRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The doctor before everything that it tells apart, each made to happen. Each row says what is
 * wrong, and the doctor has to find that and nothing else; the positive controls have nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorTest {
  @TempDir static Path folder;
  private Clinic clinic;

  @BeforeAll
  void open() throws Exception {
    clinic = Clinic.open(folder);
  }

  @AfterAll
  void close() {
    clinic.close();
  }

  /** A situation, and what it has to be called. */
  record Row(Ailment expected, Check where, String name, Situation situation) {
    @Override
    public String toString() {
      return expected + ": " + name;
    }
  }

  /** Makes something happen and has it looked at. */
  @FunctionalInterface
  interface Situation {
    Diagnosis examine(Clinic clinic) throws Exception;
  }

  private static Row row(Ailment expected, Check where, String name, Situation situation) {
    return new Row(expected, where, name, situation);
  }

  static Stream<Row> profiles() {
    return Stream.of(
        row(
            Ailment.NOT_REGISTERED,
            Check.PROFILE,
            "an empty directory",
            clinic -> clinic.patient().without("profile.json").examine()),
        row(
            Ailment.PROFILE_UNREADABLE,
            Check.PROFILE,
            "a garbled header",
            clinic -> clinic.patient().with("profile.json", "{\"format\":1}").examine()),
        row(
            Ailment.PROFILE_UNREADABLE,
            Check.PROFILE,
            "a port that is none",
            clinic -> clinic.patient().chat(0).examine()),
        row(
            Ailment.PROFILE_TOO_NEW,
            Check.PROFILE,
            "a header of the future",
            clinic -> clinic.patient().with("profile.json", "{\"format\":9999}").examine()),
        row(
            Ailment.REGISTRATION_UNFINISHED,
            Check.PROFILE,
            "a registration that was not confirmed",
            clinic -> clinic.patient().header("registered", false).examine()),
        row(
            Ailment.KEY_FILES_MISSING,
            Check.PROFILE,
            "device.pem deleted",
            clinic -> clinic.patient().without("device.pem").examine()),
        row(
            Ailment.KEY_FILES_UNREADABLE,
            Check.PROFILE,
            "device.pem garbled",
            clinic ->
                clinic
                    .patient()
                    .with(
                        "device.pem",
                        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
                    .examine()),
        row(
            Ailment.NOT_LOGGED_IN,
            Check.SESSION,
            "logged out",
            clinic -> {
              try (TestServer server = clinic.twinServer(builder -> builder)) {
                Patient patient = clinic.patient().at(server);
                patient.with(Account::logout);
                return patient.examine();
              }
            }),
        row(
            Ailment.SESSION_INVALID,
            Check.SESSION,
            "a session that was ended elsewhere",
            clinic -> {
              try (TestServer server = clinic.twinServer(builder -> builder)) {
                clinic.patient().at(server).with(Account::logout);
                return clinic.patient().at(server).examine();
              }
            }),
        row(
            Ailment.WRONG_PASSWORD,
            Check.SESSION,
            "another password",
            clinic -> clinic.patient().password(Password.of("not the right one")).examine()),
        row(
            Ailment.AGENT_INCOMPATIBLE,
            Check.SESSION,
            "held by a newer program",
            clinic -> {
              Patient patient = clinic.patient();
              try (FakeAgent agent =
                  FakeAgent.greeting(patient.socket(), "{\"sotto_agent\":9,\"pid\":1}\n")) {
                return patient.examine();
              }
            }),
        row(
            Ailment.PROFILE_IN_USE,
            Check.SESSION,
            "held by a program that hangs",
            clinic -> {
              Patient patient = clinic.patient();
              try (FakeAgent agent = FakeAgent.greeting(patient.socket(), "")) {
                return patient.examine();
              }
            }));
  }

  static Stream<Row> networks() {
    return Stream.of(
        row(
            Ailment.NAME_UNKNOWN,
            Check.NAME,
            "a name that nobody has",
            clinic -> clinic.patient().header("chat_host", "no-such-host.invalid").examine()),
        row(
            Ailment.NOTHING_LISTENS,
            Check.TCP,
            "no server",
            clinic -> clinic.patient().chat(Ports.free()).examine()),
        row(
            Ailment.NO_ANSWER,
            Check.TCP,
            "a machine that swallows connections",
            clinic -> {
              try (OtherServer server = OtherServer.swallowing()) {
                return clinic.patient().chat(server.port()).examine();
              }
            }),
        row(
            Ailment.SILENT,
            Check.TLS,
            "a server that says nothing",
            clinic -> {
              try (OtherServer server = OtherServer.silent()) {
                return clinic.patient().chat(server.port()).examine();
              }
            }),
        row(
            Ailment.SILENT,
            Check.TLS,
            "a server that drips bytes of a record for ever",
            clinic -> {
              try (OtherServer server = OtherServer.dripping()) {
                return clinic.patient().chat(server.port()).examine();
              }
            }),
        row(
            Ailment.NOT_TLS,
            Check.TLS,
            "a web server without TLS",
            clinic -> {
              try (OtherServer server = OtherServer.saying("HTTP/1.1 400 Bad Request\r\n\r\n")) {
                return clinic.patient().chat(server.port()).examine();
              }
            }),
        row(
            Ailment.NOT_TLS,
            Check.TLS,
            "an SSH server",
            clinic -> {
              try (OtherServer server = OtherServer.saying("SSH-2.0-OpenSSH_9.2\r\n")) {
                return clinic.patient().chat(server.port()).examine();
              }
            }),
        row(
            Ailment.NOT_TLS,
            Check.TLS,
            "a server that hangs up",
            clinic -> {
              try (OtherServer server = OtherServer.saying("")) {
                return clinic.patient().chat(server.port()).examine();
              }
            }),
        row(
            Ailment.TLS_REFUSED,
            Check.TLS,
            "TLS 1.2 alone",
            clinic -> {
              try (ImpostorServer server = clinic.impostor("TLSv1.2", clinic.rightCertificate())) {
                return clinic.patient().chat(server.port()).examine();
              }
            }));
  }

  static Stream<Row> impostors() {
    return Stream.of(
        row(
            Ailment.WRONG_CA,
            Check.PIN,
            "another server",
            clinic -> {
              try (TestServer other = TestServer.builder(clinic.fresh()).start()) {
                return clinic.patient().at(other).examine();
              }
            }),
        row(
            Ailment.WRONG_CA,
            Check.ENROLLMENT,
            "another server where newcomers go",
            clinic -> {
              try (TestServer other = TestServer.builder(clinic.fresh()).start()) {
                return clinic.patient().enrollment(other.link().enrollment().getPort()).examine();
              }
            }),
        row(
            Ailment.NOT_SIGNED_BY_CA,
            Check.PIN,
            "the right authority shown by who has not its key",
            clinic ->
                clinic.behindImpostor(
                    clinic.asServer().withDns(clinic.serverName()).byAnotherCa())),
        row(
            Ailment.NOT_A_SERVER,
            Check.PIN,
            "a user who poses as the server",
            clinic ->
                clinic.behindImpostor(
                    clinic
                        .asServer()
                        .withDns(clinic.serverName())
                        .withPurpose(KeyPurposeId.id_kp_clientAuth))),
        row(
            Ailment.WRONG_SERVER_NAME,
            Check.PIN,
            "a certificate for something else",
            clinic -> clinic.behindImpostor(clinic.asServer().withDns("chat.example.org"))),
        row(
            Ailment.SERVER_CERTIFICATE_EXPIRED,
            Check.CLOCK,
            "the server's certificate is over",
            clinic ->
                clinic.behindImpostor(
                    clinic
                        .asServer()
                        .withDns(clinic.serverName())
                        .endedBefore(Duration.ofHours(1)))));
  }

  static Stream<Row> clocks() {
    return Stream.of(
        row(
            Ailment.WRONG_CLOCK,
            Check.CLOCK,
            "three days ahead",
            clinic -> clinic.patient().clock(TestClock.wrongBy(Duration.ofDays(3))).examine()),
        row(
            Ailment.WRONG_CLOCK,
            Check.CLOCK,
            "years behind, before the server's certificate began",
            clinic -> clinic.patient().clock(TestClock.wrongBy(Duration.ofDays(-800))).examine()),
        row(
            Ailment.WRONG_CLOCK,
            Check.CLOCK,
            "years ahead, after the server's certificate has ended",
            clinic -> clinic.patient().clock(TestClock.wrongBy(Duration.ofDays(800))).examine()),
        row(
            Ailment.WRONG_CLOCK,
            Check.CLOCK,
            "years behind, and nobody to ask for the time",
            clinic ->
                clinic
                    .patient()
                    .enrollment(Ports.free())
                    .clock(TestClock.wrongBy(Duration.ofDays(-800)))
                    .examine()),
        row(
            Ailment.WRONG_CLOCK,
            Check.CLOCK,
            "the server's clock",
            clinic -> {
              try (TestServer server =
                  clinic.twinServer(
                      builder -> builder.clock(TestClock.wrongBy(Duration.ofDays(-4))))) {
                return clinic.patient().at(server).examine();
              }
            }));
  }

  static Stream<Row> devices() {
    return Stream.of(
        row(
            Ailment.CERTIFICATE_EXPIRED,
            Check.CERTIFICATE,
            "an expired certificate",
            clinic ->
                clinic
                    .patient()
                    .certificate(good -> good.endedBefore(Duration.ofDays(2)))
                    .examine()),
        row(
            Ailment.CERTIFICATE_FOREIGN,
            Check.CERTIFICATE,
            "a certificate of another authority",
            clinic -> clinic.patient().certificate(ForgedCertificates::byAnotherCa).examine()),
        row(
            Ailment.CERTIFICATE_FOREIGN,
            Check.CERTIFICATE,
            "a certificate that only the server can tell is foreign",
            clinic ->
                clinic.patient().certificate(good -> good.withDns("alice.example")).examine()),
        row(
            Ailment.UNKNOWN_DEVICE,
            Check.CERTIFICATE,
            "a device that the server does not have",
            clinic -> {
              try (TestServer server =
                  clinic.twinServer(
                      "UPDATE device SET device_id = zeroblob(16)", builder -> builder)) {
                return clinic.patient().at(server).examine();
              }
            }),
        row(
            Ailment.DEVICE_REVOKED,
            Check.CERTIFICATE,
            "a revoked device",
            clinic -> {
              try (TestServer server =
                  clinic.twinServer("UPDATE device SET revoked_ms = 1", builder -> builder)) {
                return clinic.patient().at(server).examine();
              }
            }),
        row(
            Ailment.USER_DISABLED,
            Check.CERTIFICATE,
            "a disabled user",
            clinic -> {
              try (TestServer server = clinic.twinServer(builder -> builder)) {
                var unused =
                    server
                        .operator()
                        .connection()
                        .admin()
                        .disableUser(DisableUserRequest.newBuilder().setUsername("alice").build());
                return clinic.patient().at(server).examine();
              }
            }),
        row(
            Ailment.ACCOUNT_DELETED,
            Check.CERTIFICATE,
            "a deleted account",
            clinic -> {
              try (TestServer server = clinic.twinServer(builder -> builder)) {
                clinic.patient().at(server).with(account -> account.deleteAccount(Clinic.PASSWORD));
                return clinic.patient().at(server).examine();
              }
            }),
        row(
            Ailment.CLIENT_TOO_OLD,
            Check.VERSION,
            "a newer server",
            clinic -> {
              try (TestServer server = clinic.twinServer(builder -> builder.protocol(2, 2))) {
                return clinic.patient().at(server).examine();
              }
            }),
        row(
            Ailment.CLIENT_TOO_OLD,
            Check.CERTIFICATE,
            "a newer server without enrolment listener",
            clinic -> {
              try (TestServer server =
                  clinic.twinServer(builder -> builder.protocol(2, 2).withoutEnrollment())) {
                return clinic.patient().at(server).examine();
              }
            }),
        row(
            Ailment.CLIENT_TOO_NEW,
            Check.VERSION,
            "an older server",
            clinic -> {
              try (TestServer server = clinic.twinServer(builder -> builder.protocol(0, 0))) {
                return clinic.patient().at(server).examine();
              }
            }));
  }

  static Stream<Row> links() {
    return Stream.of(
        row(
            Ailment.ENROLLMENT_OFF,
            Check.TCP,
            "a link to a server that takes no newcomers any more",
            clinic -> {
              int chat = Ports.freePair();
              try (TestServer server =
                  clinic.twinServer(builder -> builder.ports(chat, chat + 1).withoutEnrollment())) {
                return clinic.link("127.0.0.1", chat + 1, true);
              }
            }),
        row(
            Ailment.NOTHING_LISTENS,
            Check.TCP,
            "a link to where no server is",
            clinic -> clinic.link("127.0.0.1", Ports.free(), true)),
        row(
            Ailment.WRONG_CA,
            Check.PIN,
            "a link to another server",
            clinic -> {
              try (TestServer other = TestServer.builder(clinic.fresh()).start()) {
                return clinic.link("127.0.0.1", other.link().enrollment().getPort(), true);
              }
            }),
        row(
            Ailment.REGISTRATION_CLOSED,
            Check.REGISTRATION,
            "a server that takes no new accounts",
            clinic -> {
              try (TestServer server =
                  clinic.twinServer(builder -> builder.registration(RegistrationPolicy.CLOSED))) {
                return clinic.link("127.0.0.1", server.link().enrollment().getPort(), true);
              }
            }),
        row(
            Ailment.SLOW_DOWN,
            Check.ENROLLMENT,
            "a network that has asked too often",
            clinic -> {
              try (TestServer server = clinic.twinServer(builder -> builder.enrollmentPace(1))) {
                int port = server.link().enrollment().getPort();
                var unused = clinic.link("127.0.0.1", port, true);
                return clinic.link("127.0.0.1", port, true);
              }
            }),
        row(
            Ailment.TOKEN_REQUIRED,
            Check.REGISTRATION,
            "a link without token",
            clinic -> clinic.link("127.0.0.1", clinic.enrollmentPort(), false)));
  }

  @ParameterizedTest
  @MethodSource({"profiles", "networks", "impostors", "clocks", "devices", "links"})
  void examine_oneThingWrong_findsExactlyThat(Row row) throws Exception {
    Diagnosis diagnosis = row.situation().examine(clinic);

    Finding first = diagnosis.firstFailure().orElseThrow();
    assertThat(first.ailment()).as("%s", diagnosis.findings()).contains(row.expected());
    assertThat(first.check()).isEqualTo(row.where());
    assertThat(diagnosis.findings()).as("it stops there").last().isEqualTo(first);
    assertThat(diagnosis.verdict().orElseThrow().reason()).isEqualTo(row.expected().name());
    assertThat(diagnosis.verdict().orElseThrow().hint()).contains(row.expected().cure());
    assertThat(diagnosis.findings().toString()).doesNotContain(clinic.secrets());
  }

  @Test
  void ailments_areAllMadeToHappenButThoseOfBrokenMachinesAndServers() {
    Set<Ailment> rows = new TreeSet<>();
    Stream.of(profiles(), networks(), impostors(), clocks(), devices(), links())
        .flatMap(all -> all)
        .forEach(row -> rows.add(row.expected()));
    Set<Ailment> missing = new TreeSet<>(List.of(Ailment.values()));
    missing.removeAll(rows);
    assertThat(missing)
        .containsExactlyInAnyOrder(
            // Shown below.
            Ailment.KEY_FILES_SHARED,
            Ailment.SESSION_NOT_CHECKED,
            // What a test cannot break without breaking more than itself.
            Ailment.CONNECTION_LOST,
            Ailment.LOCAL_FILE,
            Ailment.NO_ROUTE,
            Ailment.SERVER_CERTIFICATE_UNREADABLE,
            Ailment.STORE_UNAVAILABLE,
            Ailment.INTERNAL,
            Ailment.UNEXPECTED);
  }

  @Test
  void examine_profileThatIsWell_findsNothing() throws Exception {
    Diagnosis diagnosis = clinic.patient().examine();

    assertThat(diagnosis.verdict()).isEmpty();
    assertThat(diagnosis.findings())
        .allSatisfy(finding -> assertThat(finding.status()).isEqualTo(Finding.Status.OK))
        .extracting(Finding::check)
        .containsExactly(
            Check.PROFILE,
            Check.NAME,
            Check.TCP,
            Check.TLS,
            Check.PIN,
            Check.ENROLLMENT,
            Check.CLOCK,
            Check.VERSION,
            Check.CERTIFICATE,
            Check.SESSION);
  }

  @Test
  void examine_linkThatIsGood_findsNothing() throws Exception {
    Diagnosis diagnosis = clinic.link("127.0.0.1", clinic.enrollmentPort(), true);

    assertThat(diagnosis.findings())
        .allSatisfy(finding -> assertThat(finding.status()).isEqualTo(Finding.Status.OK))
        .extracting(Finding::check)
        .contains(Check.REGISTRATION, Check.CHAT);
  }

  @Test
  void examine_profileThatIsHeld_asksTheHolderAndNoPassword() throws Exception {
    Patient patient = clinic.patient();
    try (Account held =
        Accounts.open(patient.profile(), () -> Clinic.PASSWORD, OpenMode.LONG_RUNNING)) {
      assertThat(held.whoAmI().loggedIn()).isTrue();
      Diagnosis diagnosis = patient.noPassword().examine();

      assertThat(diagnosis.findings())
          .allSatisfy(finding -> assertThat(finding.status()).isEqualTo(Finding.Status.OK));
      assertThat(diagnosis.findings().get(0).message())
          .contains("process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void examine_nobodyGivesAPassword_notesThatTheSessionWasNotChecked() throws Exception {
    assertThat(notes(clinic.patient().noPassword().examine()))
        .containsExactly(Ailment.SESSION_NOT_CHECKED);
  }

  @Test
  void examine_profileOfAServerWithoutEnrollment_notesIt() throws Exception {
    try (TestServer server = clinic.twinServer(TestServer.Builder::withoutEnrollment)) {
      assertThat(notes(clinic.patient().at(server).examine()))
          .containsExactly(Ailment.ENROLLMENT_OFF);
    }
  }

  @Test
  void examine_clockWrongByMinutes_notesIt() throws Exception {
    assertThat(notes(clinic.patient().clock(TestClock.wrongBy(Duration.ofMinutes(-10))).examine()))
        .containsExactly(Ailment.WRONG_CLOCK);
  }

  @Test
  void examine_keyFileThatOthersMayRead_notesIt() throws Exception {
    Patient patient = clinic.patient();
    Files.setPosixFilePermissions(
        patient.profile().resolve("device.pem"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(notes(patient.examine())).containsExactly(Ailment.KEY_FILES_SHARED);
  }

  @Test
  void examine_wrongAuthority_namesBothFingerprints() throws Exception {
    try (TestServer other = TestServer.builder(clinic.fresh()).start()) {
      assertThat(clinic.patient().at(other).examine().verdict().orElseThrow().getMessage())
          .contains(Clinic.base64(other.fingerprint()), Clinic.base64(clinic.fingerprint()));
    }
  }

  @Test
  void examine_clockThatIsWrong_saysByHowMuch() throws Exception {
    Diagnosis diagnosis =
        clinic.patient().clock(TestClock.wrongBy(Duration.ofDays(3).plusHours(1))).examine();
    assertThat(diagnosis.verdict().orElseThrow().getMessage()).contains("3 days ahead of");
  }

  private static List<Ailment> notes(Diagnosis diagnosis) {
    assertThat(diagnosis.verdict()).as("%s", diagnosis.findings()).isEmpty();
    return diagnosis.findings().stream().map(Finding::ailment).flatMap(Optional::stream).toList();
  }
}
