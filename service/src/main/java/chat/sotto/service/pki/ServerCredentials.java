package chat.sotto.service.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The server's key, and its certificate followed by the authority's. Does not show its key. */
record ServerCredentials(PrivateKey key, List<X509Certificate> chain) {

  X509Certificate leaf() {
    return chain.get(0);
  }

  /** What the key manager calls it. */
  String alias() {
    return leaf().getSerialNumber().toString(16);
  }

  /** Whether a third of the certificate's life, or less, is left. */
  boolean shouldBeReplaced(Instant now) {
    Instant begins = leaf().getNotBefore().toInstant();
    Instant ends = leaf().getNotAfter().toInstant();
    Duration third = Duration.between(begins, ends).dividedBy(3);
    return !now.isBefore(ends.minus(third));
  }

  @Override
  public String toString() {
    return "ServerCredentials[serial=" + alias() + "]";
  }
}
