package chat.sotto.it.diagnosis;

import chat.sotto.client.Account;
import chat.sotto.client.Accounts;
import chat.sotto.client.OpenMode;
import chat.sotto.client.PasswordSource;
import chat.sotto.client.diagnosis.Diagnosis;
import chat.sotto.client.diagnosis.Doctor;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.password.Password;
import chat.sotto.client.profile.DeviceCredentials;
import chat.sotto.client.profile.ProfileDirectory;
import chat.sotto.client.trust.TlsIdentity;
import chat.sotto.it.wire.ForgedCertificates;
import chat.sotto.it.wire.TestServer;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A profile that a test spoils, and has looked at. */
final class Patient {
  private final Path profile;
  private final PrivateKey caKey;
  private InstantSource clock = InstantSource.system();
  private PasswordSource password = () -> Clinic.PASSWORD;

  Patient(Path profile, PrivateKey caKey) {
    this.profile = profile;
    this.caKey = caKey;
  }

  Path profile() {
    return profile;
  }

  Path socket() {
    return profile.resolve("agent.sock");
  }

  /** Its server is that one. */
  Patient at(TestServer server) throws IOException {
    Patient there = chat(server.chat().getPort());
    return server.hasEnrollment()
        ? there.enrollment(server.link().enrollment().getPort())
        : there.enrollment(chat.sotto.it.wire.Ports.free());
  }

  Patient chat(int port) throws IOException {
    return header("chat_host", "127.0.0.1").header("chat_port", port);
  }

  Patient enrollment(int port) throws IOException {
    return header("enrol_host", "127.0.0.1").header("enrol_port", port);
  }

  Patient header(String field, Object value) throws IOException {
    Path file = profile.resolve("profile.json");
    JsonObject header = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    header.add(
        field,
        value instanceof Number number
            ? new JsonPrimitive(number)
            : value instanceof Boolean flag
                ? new JsonPrimitive(flag)
                : new JsonPrimitive(value.toString()));
    return with("profile.json", header.toString());
  }

  Patient with(String file, String content) throws IOException {
    var unused = Files.writeString(profile.resolve(file), content);
    return this;
  }

  Patient without(String file) throws IOException {
    Files.delete(profile.resolve(file));
    return this;
  }

  Patient clock(InstantSource other) {
    clock = other;
    return this;
  }

  Patient password(Password other) {
    password = () -> other;
    return this;
  }

  Patient noPassword() {
    password =
        () -> {
          throw new SottoException(Reason.PASSWORD_REQUIRED, "nobody gives one");
        };
    return this;
  }

  X509Certificate certificate() {
    return identity().certificate();
  }

  /** With another certificate for its key. */
  Patient certificate(UnaryOperator<ForgedCertificates> change) {
    TlsIdentity good = identity();
    credentials()
        .store(
            new TlsIdentity(
                good.key(),
                change
                    .apply(ForgedCertificates.like(good.certificate(), caKey))
                    .issue(good.key().publicKey())));
    return this;
  }

  private TlsIdentity identity() {
    return credentials().findIdentity().orElseThrow();
  }

  private DeviceCredentials credentials() {
    return new DeviceCredentials(new ProfileDirectory(profile));
  }

  /** Does something as its owner. */
  void with(Consumer<Account> deed) {
    try (Account account = Accounts.open(profile, () -> Clinic.PASSWORD, OpenMode.ONE_SHOT)) {
      deed.accept(account);
    }
  }

  Diagnosis examine() {
    return new Doctor(clock, finding -> {})
        .examineProfile(
            profile,
            () -> {
              try (Account account = Accounts.open(profile, password, OpenMode.ONE_SHOT)) {
                Accounts.requireSession(account);
              }
            });
  }
}
