package chat.sotto.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.sotto.service.pki.PkiException;
import chat.sotto.service.support.MutableClock;
import chat.sotto.service.support.Refused;
import chat.sotto.service.support.TestDevice;
import chat.sotto.service.support.TestServer;
import chat.sotto.service.support.TestServer.Client;
import chat.sotto.v1.GetSessionRequest;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What outlives a server's process. */
class DurableServerTest {
  @TempDir Path temp;

  /** Stands still: how long a restart takes does not matter. */
  private final MutableClock clock = MutableClock.atNow();

  private Path data() {
    return temp.resolve("data");
  }

  private TestServer start() throws IOException {
    return TestServer.start(
        config ->
            new ServerConfig(
                Optional.of(data()),
                config.bind(),
                config.hosts(),
                config.chat(),
                config.enrollment(),
                ServerConfig.durable(data()).store(),
                config.registration(),
                config.limits(),
                clock,
                Optional.empty(),
                AttachmentConfig.DEFAULT));
  }

  @Test
  void restart_keepsAuthorityAccountsSessionsAndLinks() throws IOException {
    String link;
    TestDevice device;
    X509Certificate certificate;
    ByteString token;
    try (TestServer first = start()) {
      link = first.server.joinLink().orElseThrow();
      Client alice = first.join("alice").login();
      device = alice.device;
      certificate = alice.certificate;
      token = alice.token();
    }

    try (TestServer second = start()) {
      Client alice = second.connect(device, device.tls, certificate);
      assertThat(
              Client.withToken(alice.auth(), token)
                  .getSession(GetSessionRequest.getDefaultInstance())
                  .getUsername())
          .isEqualTo("alice");
      assertThat(second.join("bob", TestServer.token(link)).login().token().size()).isEqualTo(32);
      assertThat(second.server.joinLink().orElseThrow()).isNotEqualTo(link);
    }
  }

  @Test
  void restart_keepsSlowingDown() throws IOException {
    TestDevice device;
    X509Certificate certificate;
    try (TestServer first = start()) {
      Client alice = first.join("alice");
      device = alice.device;
      certificate = alice.certificate;
      for (int attempt = 1; attempt <= 4; attempt++) {
        // A connection each, since the third wrong key on one closes it.
        Client guessing = first.connect(device, device.tls, certificate);
        Refused.by(() -> guessing.loginWith(ByteString.copyFrom(new byte[32])));
      }
    }

    try (TestServer second = start()) {
      Client alice = second.connect(device, device.tls, certificate);
      assertThat(Refused.by(alice::login).reason()).isEqualTo("SLOW_DOWN");
    }
  }

  @Test
  void restart_authorityLost_isRefused() throws IOException {
    start().close();
    Files.delete(data().resolve("ca.key"));
    Files.delete(data().resolve("ca.pem"));

    assertThatThrownBy(this::start)
        .isInstanceOf(PkiException.class)
        .hasMessageContaining("ca.key is missing");
    assertThat(data().resolve("ca.key")).doesNotExist();
  }

  @Test
  void start_unknownStore_isRefused() {
    assertThatThrownBy(() -> TestServer.start(config -> config.withStore("mysql:x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mysql:x");
  }
}
