package chat.sotto.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator reads instead of BoringSSL's words. */
class HandshakeCauseTest {
  private static final String PREFIX = "error:10000416:SSL routines:OPENSSL_internal:";

  @ParameterizedTest
  @CsvSource({
    "SSLV3_ALERT_CERTIFICATE_UNKNOWN, refused_by_client, does not accept this server's certificate",
    "TLSV1_ALERT_UNKNOWN_CA, refused_by_client, does not know this server's authority",
    "SSLV3_ALERT_CERTIFICATE_EXPIRED, refused_by_client, compare the clocks",
    "TLSV1_ALERT_PROTOCOL_VERSION, refused_by_client, no TLS 1.3",
    "TLSV1_ALERT_NO_RENEGOTIATION, refused_by_client, the client refused: no renegotiation",
    "UNSUPPORTED_PROTOCOL, old_tls, no TLS 1.3",
    "HTTP_REQUEST, not_tls, HTTP without TLS",
    "WRONG_VERSION_NUMBER, not_tls, not TLS",
    "NO_SHARED_CIPHER, nothing_shared, no cipher",
    "PEER_DID_NOT_RETURN_A_CERTIFICATE, certificate_missing, no client certificate"
  })
  void of_boringSslsWords_isPlain(String words, String label, String text) {
    HandshakeCause cause = HandshakeCause.of(new SSLHandshakeException(PREFIX + words));
    assertThat(cause.label()).isEqualTo(label);
    assertThat(cause.text()).contains(text).doesNotContain("OPENSSL", "_");
  }

  @Test
  void of_closedConnection_isThatTheClientLeft() {
    assertThat(HandshakeCause.of(new SSLException("x", new ClosedChannelException())).label())
        .isEqualTo("client_left");
  }

  @Test
  void of_unforeseenWords_doesNotRepeatThem() {
    HandshakeCause cause = HandshakeCause.of(new SSLException("a peer's own\nwords"));
    assertThat(cause.label()).isEqualTo("other");
    assertThat(cause.text()).isEqualTo("an unforeseen cause: SSLException");
    assertThat(HandshakeCause.of(null).label()).isEqualTo("other");
  }
}
