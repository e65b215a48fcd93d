package chat.sotto.service;

import chat.sotto.service.pki.DeviceTrust;
import com.google.common.base.Throwables;
import io.grpc.netty.shaded.io.netty.handler.ssl.NotSslRecordException;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a TLS handshake came to nothing, in plain words: for the log and, by {@link #label}, for a
 * counter. Made from what this side knows and from BoringSSL's fixed names of alerts, never from
 * what the peer sent.
 *
 * @param label in snake case, one of few
 * @param text for the log
 */
record HandshakeCause(String label, String text) {
  private static final Pattern ALERT = Pattern.compile("(?:SSLV3|TLSV1)_ALERT_([A-Z_]{1,40})");
  private static final String OLD_TLS = "a client that speaks no TLS 1.3";
  private static final String NOT_TLS = "what came is not TLS";

  /** What a client means by its alert. */
  private static final Map<String, String> ALERTS =
      Map.of(
          "UNKNOWN_CA", "it does not know this server's authority",
          "BAD_CERTIFICATE", "it does not accept this server's certificate",
          "CERTIFICATE_UNKNOWN", "it does not accept this server's certificate",
          "CERTIFICATE_EXPIRED", "for it this server's certificate has expired: compare the clocks",
          "CERTIFICATE_REVOKED", "for it this server's certificate is revoked",
          "UNSUPPORTED_CERTIFICATE", "it cannot use this server's certificate",
          "ACCESS_DENIED", "it does not want this server's certificate",
          "PROTOCOL_VERSION", "it speaks no TLS 1.3",
          "HANDSHAKE_FAILURE", "there is nothing that both sides speak",
          "USER_CANCELLED", "it was ended by its user");

  /** By words that BoringSSL and Netty use. */
  private static final Map<String, HandshakeCause> WORDS =
      Map.of(
          "PEER_DID_NOT_RETURN_A_CERTIFICATE", of(DeviceTrust.Flaw.MISSING),
          "UNSUPPORTED_PROTOCOL", new HandshakeCause("old_tls", OLD_TLS),
          "WRONG_VERSION_NUMBER", new HandshakeCause("not_tls", NOT_TLS),
          "HTTP_REQUEST", new HandshakeCause("not_tls", "what came is HTTP without TLS"),
          "HTTPS_PROXY_REQUEST", new HandshakeCause("not_tls", "what came is for a proxy"),
          "NO_SHARED_GROUP", new HandshakeCause("nothing_shared", "no key exchange is shared"),
          "NO_SHARED_CIPHER", new HandshakeCause("nothing_shared", "no cipher is shared"),
          "BAD_SIGNATURE",
              new HandshakeCause(
                  "bad_signature", "the client does not have the key of its certificate"),
          "BAD_DECRYPT", new HandshakeCause("garbled", "what came cannot be decrypted"),
          "DECRYPTION_FAILED_OR_BAD_RECORD_MAC",
              new HandshakeCause("garbled", "what came cannot be decrypted"));

  /** What a failure means. */
  static HandshakeCause of(@Nullable Throwable failure) {
    if (failure == null) {
      return other("unknown");
    }
    for (Throwable cause : Throwables.getCausalChain(failure)) {
      if (cause instanceof DeviceTrust.RefusedException refused) {
        return of(refused.flaw());
      }
      if (cause instanceof ClosedChannelException) {
        return new HandshakeCause(
            "client_left", "the client went away (it may have refused this server's certificate)");
      }
      if (cause instanceof NotSslRecordException) {
        return new HandshakeCause("not_tls", NOT_TLS);
      }
      if (cause instanceof SslHandshakeTimeoutException) {
        return new HandshakeCause("timeout", "it was not finished in time");
      }
      HandshakeCause known = inWords(String.valueOf(cause.getMessage()));
      if (known != null) {
        return known;
      }
    }
    return other(failure.getClass().getSimpleName());
  }

  private static HandshakeCause of(DeviceTrust.Flaw flaw) {
    return new HandshakeCause("certificate_" + flaw.name().toLowerCase(Locale.ROOT), flaw.text());
  }

  private static @Nullable HandshakeCause inWords(String message) {
    Matcher alert = ALERT.matcher(message);
    if (alert.find()) {
      String name = alert.group(1);
      String meaning = ALERTS.get(name);
      return new HandshakeCause(
          "refused_by_client",
          "the client refused: "
              + (meaning == null ? name.toLowerCase(Locale.ROOT).replace('_', ' ') : meaning));
    }
    for (Map.Entry<String, HandshakeCause> word : WORDS.entrySet()) {
      if (message.contains(word.getKey())) {
        return word.getValue();
      }
    }
    return null;
  }

  private static HandshakeCause other(String what) {
    return new HandshakeCause("other", "an unforeseen cause: " + what);
  }
}
