package chat.sotto.it.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.Accounts;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.diagnosis.Diagnosis;
import chat.sotto.client.diagnosis.Doctor;
import chat.sotto.client.model.Username;
import chat.sotto.client.password.Password;
import chat.sotto.client.trust.JoinLink;
import chat.sotto.it.wire.ForgedCertificates;
import chat.sotto.it.wire.ImpostorServer;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireKeys;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * A server with one registered user, and as many copies of both as tests want to spoil: a patient
 * is a copy of the user's profile, a twin a copy of the server with its authority and accounts.
 */
final class Clinic implements AutoCloseable {
  static final Password PASSWORD = Password.of("correct horse alice battery");

  private final Path folder;
  private final String link;
  private final TestServer server;
  private final KeyPair pair = WireKeys.generate().tls();
  private final AtomicInteger copies = new AtomicInteger();

  private Clinic(Path folder, String link) throws IOException {
    this.folder = folder;
    this.link = link;
    this.server = twinServer(builder -> builder);
  }

  /** Registers the user, once for all. */
  static Clinic open(Path folder) throws IOException {
    String link;
    try (TestServer first = TestServer.builder(folder.resolve("first")).start()) {
      Accounts.register(
              new RegisterRequest(
                  folder.resolve("alice"),
                  first.joinLink(),
                  Username.parse("alice"),
                  "alice's laptop",
                  PASSWORD,
                  true))
          .account()
          .close();
      link = first.joinLink();
    }
    return new Clinic(folder, link);
  }

  /** A folder for whatever. */
  Path fresh() throws IOException {
    return Files.createDirectory(folder.resolve(String.valueOf(copies.incrementAndGet())));
  }

  /** A copy of the profile, at the server that is well. */
  Patient patient() throws IOException {
    return new Patient(copy(folder.resolve("alice"), fresh().resolve("p")), server.caKey())
        .at(server);
  }

  /** The server again, with the same authority, accounts and sessions. */
  TestServer twinServer(UnaryOperator<TestServer.Builder> difference) throws IOException {
    Path own = fresh();
    var unused = copy(folder.resolve("first").resolve("server"), own.resolve("server"));
    return difference.apply(TestServer.builder(own)).start();
  }

  /** The same, after something was done to its database. */
  TestServer twinServer(String sql, UnaryOperator<TestServer.Builder> difference)
      throws IOException, SQLException {
    Path own = fresh();
    Path data = copy(folder.resolve("first").resolve("server"), own.resolve("server"));
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("sotto.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
    return difference.apply(TestServer.builder(own)).start();
  }

  /** Has a link looked at that names this server's authority, wherever it leads. */
  Diagnosis link(String host, int port, boolean token) {
    JoinLink good = JoinLink.parse(link);
    JoinLink changed =
        new JoinLink(
            host, port, good.fingerprint(), token ? good.token() : java.util.Optional.empty());
    return new Doctor(InstantSource.system(), finding -> {}).examineLink(changed);
  }

  int enrollmentPort() {
    return server.link().enrollment().getPort();
  }

  /** A server's certificate that is right in everything but its name. */
  ForgedCertificates asServer() {
    return ForgedCertificates.like(
            new Patient(folder.resolve("alice"), server.caKey()).certificate(), server.caKey())
        .withPurpose(KeyPurposeId.id_kp_serverAuth);
  }

  X509Certificate rightCertificate() {
    return asServer().withDns(serverName()).issue(pair);
  }

  ImpostorServer impostor(String protocol, X509Certificate leaf) throws IOException {
    return ImpostorServer.start(pair, leaf, server.caCertificate(), protocol);
  }

  /** A patient whose server shows this certificate; nobody must ask that server for anything. */
  Diagnosis behindImpostor(ForgedCertificates certificate) throws IOException {
    try (ImpostorServer impostor = impostor("TLSv1.3", certificate.issue(pair))) {
      Diagnosis diagnosis = patient().chat(impostor.port()).examine();
      assertThat(impostor.calls()).isZero();
      return diagnosis;
    }
  }

  ByteString fingerprint() {
    return server.fingerprint();
  }

  String serverName() {
    return HexFormat.of().formatHex(fingerprint().toByteArray()).substring(0, 32)
        + ".sotto.internal";
  }

  /** What no finding may show. */
  List<String> secrets() {
    return List.of(link.substring(link.indexOf('.', link.indexOf('#')) + 1), PASSWORD.text());
  }

  static String base64(ByteString bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  private static Path copy(Path from, Path to) throws IOException {
    Files.createDirectory(
        to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        var unused =
            Files.copy(
                file,
                to.resolve(file.getFileName()),
                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return to;
  }

  @Override
  public void close() {
    server.close();
  }
}
