package chat.sotto.client.trust;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import com.google.common.io.BaseEncoding;
import com.google.common.net.InetAddresses;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a newcomer needs: where the enrolment listener is, which CA it must have, and mostly a
 * token.
 *
 * <p>Written {@code sotto://HOST:PORT/#FINGERPRINT.TOKEN}, or without token {@code #FINGERPRINT};
 * an IPv6 address stands in brackets. As a value its host has no brackets, and {@link #toString}
 * leaves the token out.
 */
public record JoinLink(
    String host, int port, CaFingerprint fingerprint, Optional<JoinToken> token) {
  private static final String SCHEME = "sotto://";
  private static final int MAX_LENGTH = 1024;
  private static final Pattern HOST_NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9.])?");
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[^]]*]|[^:]*):(.*)", Pattern.DOTALL);
  private static final BaseEncoding BASE64 = BaseEncoding.base64Url().omitPadding();

  /** Fails with {@link Reason#LINK_INVALID} on a host or port that cannot be. */
  public JoinLink {
    boolean address = InetAddresses.isInetAddress(withoutZone(host));
    if (!address && !HOST_NAME.matcher(host).matches()) {
      throw invalid("its host is neither a name nor an address");
    }
    if (port < 1 || port > 65_535) {
      throw invalid("its port must be between 1 and 65535");
    }
  }

  /** Reads a link; fails with {@link Reason#LINK_INVALID}, saying which part is wrong. */
  public static JoinLink parse(String text) {
    String link = text.strip();
    if (link.length() > MAX_LENGTH) {
      throw invalid("it is longer than " + MAX_LENGTH + " characters");
    }
    if (!link.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw invalid("it must begin with " + SCHEME);
    }
    int hash = link.indexOf('#');
    if (hash < 0) {
      throw invalid(
          "it has no fingerprint; put the whole link, from sotto:// to its end, in quotes");
    }
    String authority = link.substring(SCHEME.length(), hash);
    if (authority.endsWith("/")) {
      authority = authority.substring(0, authority.length() - 1);
    }
    Matcher parts = AUTHORITY.matcher(authority);
    if (!parts.matches()) {
      throw invalid("it has no port");
    }
    String fragment = link.substring(hash + 1);
    int dot = fragment.indexOf('.');
    String fingerprint = dot < 0 ? fragment : fragment.substring(0, dot);
    return new JoinLink(
        host(parts.group(1)),
        port(parts.group(2)),
        CaFingerprint.of(decode(fingerprint, 32, "fingerprint")),
        dot < 0
            ? Optional.empty()
            : Optional.of(
                new JoinToken(decode(fragment.substring(dot + 1), JoinToken.LENGTH, "token"))));
  }

  /** The whole link, token included: for the person who invites, not for logs. */
  public String format() {
    return place() + token.map(t -> "." + BASE64.encode(t.toBytes())).orElse("");
  }

  /** The link without the token. */
  @Override
  public String toString() {
    return place() + (token.isPresent() ? ".[redacted]" : "");
  }

  private String place() {
    String written = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return SCHEME + written + ":" + port + "/#" + fingerprint;
  }

  private static String host(String written) {
    if (!written.startsWith("[")) {
      return written;
    }
    String address = written.substring(1, written.length() - 1);
    if (address.indexOf(':') < 0 || !InetAddresses.isInetAddress(withoutZone(address))) {
      throw invalid("what stands in brackets is no IPv6 address");
    }
    return address;
  }

  private static int port(String written) {
    if (written.indexOf(':') >= 0) {
      throw invalid("an IPv6 address must stand in brackets, as in sotto://[::1]:7444/");
    }
    if (!written.matches("[0-9]{1,5}")) {
      throw invalid("its port must be between 1 and 65535");
    }
    return Integer.parseInt(written);
  }

  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }

  private static byte[] decode(String text, int length, String part) {
    byte[] bytes;
    try {
      bytes = BASE64.decode(text);
    } catch (IllegalArgumentException e) {
      // The cause would show the text, and so a token.
      throw invalid("its " + part + " is not base64url");
    }
    if (bytes.length != length || !BASE64.encode(bytes).equals(text)) {
      throw invalid("its " + part + " is cut off or has characters too many");
    }
    return bytes;
  }

  private static SottoException invalid(String what) {
    return new SottoException(Reason.LINK_INVALID, "the join link cannot be used: " + what)
        .field("join")
        .hint(
            "a join link looks like sotto://HOST:PORT/#FINGERPRINT.TOKEN; ask the server's operator for one");
  }
}
