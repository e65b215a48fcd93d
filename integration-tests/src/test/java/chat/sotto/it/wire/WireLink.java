package chat.sotto.it.wire;

import com.google.protobuf.ByteString;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;

/** A join link, taken apart. */
public record WireLink(InetSocketAddress enrollment, ByteString fingerprint, ByteString token) {
  /** Reads {@code sotto://HOST:PORT/#FINGERPRINT.TOKEN}. */
  public static WireLink parse(String link) {
    URI uri = URI.create(link);
    String[] parts = uri.getFragment().split("\\.", -1);
    return new WireLink(
        new InetSocketAddress(uri.getHost(), uri.getPort()),
        decode(parts[0]),
        parts.length > 1 ? decode(parts[1]) : ByteString.EMPTY);
  }

  /** The same server with another token. */
  public WireLink withToken(ByteString other) {
    return new WireLink(enrollment, fingerprint, other);
  }

  private static ByteString decode(String base64) {
    return ByteString.copyFrom(Base64.getUrlDecoder().decode(base64));
  }
}
