package chat.sotto.service.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.sotto.service.support.MutableClock;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The certificate that the server shows, and when it gets another. */
class ServerIdentityTest {
  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T00:00:00Z"));
  private final CertificateAuthority authority =
      CertificateAuthority.ephemeral(clock, new SecureRandom());

  @Test
  void issue_withHosts_carriesThemAsNamesAndAddresses()
      throws IOException, GeneralSecurityException {
    ServerIdentity identity =
        ServerIdentity.issue(authority, List.of("Chat.Example.org", "192.0.2.7"), clock);

    assertThat(identity.certificate().getSubjectAlternativeNames())
        .contains(
            List.of(2, authority.fingerprint().serverId() + ".sotto.internal"),
            List.of(2, "chat.example.org"),
            List.of(2, "localhost"),
            List.of(7, "192.0.2.7"),
            List.of(7, "127.0.0.1"),
            List.of(7, "0:0:0:0:0:0:0:1"));
    identity.certificate().verify(authority.certificate().getPublicKey());
  }

  @Test
  void issue_hostThatIsNone_isNamed() {
    assertThatThrownBy(() -> ServerIdentity.issue(authority, List.of("no host"), clock))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no host");
  }

  @Test
  void certificate_whenAThirdIsLeft_isReplaced() throws IOException {
    ServerIdentity identity = ServerIdentity.issue(authority, List.of(), clock);
    X509Certificate first = identity.certificate();
    Duration life =
        Duration.between(first.getNotBefore().toInstant(), first.getNotAfter().toInstant());
    Duration untilThird =
        Duration.between(clock.instant(), first.getNotAfter().toInstant().minus(life.dividedBy(3)));

    clock.advance(untilThird.minusSeconds(1));
    assertThat(identity.certificate()).isEqualTo(first);

    clock.advance(Duration.ofSeconds(1));
    assertThat(identity.certificate()).isNotEqualTo(first);
    assertThat(identity.certificate().getNotAfter()).isAfter(first.getNotAfter());
  }

  @Test
  void keyAndChain_ofOneAlias_belongTogether() throws IOException, GeneralSecurityException {
    ServerIdentity identity = ServerIdentity.issue(authority, List.of(), clock);
    String alias = identity.chooseEngineServerAlias("EC", null, null);

    X509Certificate[] chain = identity.getCertificateChain(alias);
    var key = Objects.requireNonNull(identity.getPrivateKey(alias));

    assertThat(chain).hasSize(2);
    assertThat(CertificateAuthority.belongTogether(key, chain[0])).isTrue();
    assertThat(chain[1]).isEqualTo(authority.certificate());
  }
}
