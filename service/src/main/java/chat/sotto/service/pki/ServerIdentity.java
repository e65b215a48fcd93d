package chat.sotto.service.pki;

import java.io.IOException;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The key and certificate that the server shows. Made anew at each start, and again in a running
 * server when a third of the certificate's life is left: new handshakes get the new one.
 */
public final class ServerIdentity extends X509ExtendedKeyManager {
  private static final String KEY_TYPE = "EC";

  private final CertificateAuthority authority;
  private final ServerNames names;
  private final Clock clock;
  private final Consumer<X509Certificate> issued;
  private volatile ServerCredentials current;

  private ServerIdentity(
      CertificateAuthority authority,
      ServerNames names,
      Clock clock,
      Consumer<X509Certificate> issued) {
    this.authority = authority;
    this.names = names;
    this.clock = clock;
    this.issued = issued;
    this.current = authority.issueServer(names);
    issued.accept(current.leaf());
  }

  /**
   * Issues the first certificate.
   *
   * @param hosts more names or addresses to put into it
   * @throws IllegalArgumentException if one of the hosts is neither a name nor an address
   */
  public static ServerIdentity issue(
      CertificateAuthority authority, List<String> hosts, Clock clock) throws IOException {
    return issue(authority, hosts, clock, certificate -> {});
  }

  /**
   * The same.
   *
   * @param issued told of each certificate, now and later
   */
  public static ServerIdentity issue(
      CertificateAuthority authority,
      List<String> hosts,
      Clock clock,
      Consumer<X509Certificate> issued)
      throws IOException {
    ServerNames names =
        ServerNames.of(authority.fingerprint().serverId(), hosts, ServerNames.ofThisMachine());
    return new ServerIdentity(authority, names, clock, issued);
  }

  /** The certificate in use. */
  public X509Certificate certificate() {
    return current().leaf();
  }

  private ServerCredentials current() {
    ServerCredentials credentials = current;
    Instant now = clock.instant();
    return credentials.shouldBeReplaced(now) ? replaced(now) : credentials;
  }

  private synchronized ServerCredentials replaced(Instant now) {
    // Another thread may have done it meanwhile.
    if (current.shouldBeReplaced(now)) {
      current = authority.issueServer(names);
      issued.accept(current.leaf());
    }
    return current;
  }

  /** An alias names one certificate, so key and chain of one handshake always belong together. */
  private @Nullable ServerCredentials byAlias(@Nullable String alias) {
    ServerCredentials credentials = current;
    return credentials.alias().equals(alias) ? credentials : null;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return KEY_TYPE.equals(keyType) ? current().alias() : null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return KEY_TYPE.equals(keyType) ? current().alias() : null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return KEY_TYPE.equals(keyType) ? new String[] {current().alias()} : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
    ServerCredentials credentials = byAlias(alias);
    return credentials == null ? null : credentials.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
    ServerCredentials credentials = byAlias(alias);
    return credentials == null ? null : credentials.key();
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
