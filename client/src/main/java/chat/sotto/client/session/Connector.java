package chat.sotto.client.session;

import chat.sotto.client.identity.CertificateRenewal;
import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.Secrets;
import chat.sotto.client.profile.DeviceCredentials;
import chat.sotto.client.transport.ChatStream;
import chat.sotto.client.transport.EnrollmentConnection;
import chat.sotto.client.transport.ExpiredCertificate;
import chat.sotto.client.transport.ServerConnection;
import chat.sotto.client.transport.ServerLinks;
import chat.sotto.client.trust.TlsIdentity;
import com.google.crypto.tink.util.SecretBytes;
import com.google.protobuf.ByteString;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection to the server: made when it is first needed, with a certificate that is
 * renewed in time and, once it has expired, at the enrolment listener. The TLS key stays the same
 * through renewals, so that a repeat after a crash is answered the same. Usable from any thread.
 */
public final class Connector implements ServerAccess, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

  private final ServerPlace place;
  private final DeviceCredentials credentials;
  private final InstantSource clock;

  private @Nullable ServerConnection open;
  private @Nullable TlsIdentity shown;
  private Optional<LocalDevice> device = Optional.empty();
  private ByteString token = ByteString.EMPTY;
  private boolean closed;

  /** Connects nowhere yet. */
  public Connector(ServerPlace place, DeviceCredentials credentials, InstantSource clock) {
    this.place = place;
    this.credentials = credentials;
    this.clock = clock;
  }

  /** The profile is open: the device key can ask for a certificate in place of an expired one. */
  public synchronized void unlock(LocalDevice unlocked) {
    device = Optional.of(unlocked);
  }

  /** Calls carry this session token from now on; empty for none. */
  public synchronized void useToken(Optional<SecretBytes> session) {
    token =
        session.map(bytes -> ByteString.copyFrom(Secrets.export(bytes))).orElse(ByteString.EMPTY);
    if (open != null) {
      open.useToken(token);
    }
  }

  /**
   * Whether nothing can be called before {@link #unlock}: the certificate has expired by our clock.
   */
  public synchronized boolean needsDeviceKey() {
    return device.isEmpty() && stored().isExpired(clock.instant());
  }

  @Override
  public <T> T call(Function<ServerLinks, T> call) {
    try {
      return call.apply(connection());
    } catch (SottoException e) {
      if (e.is(Reason.CERTIFICATE_EXPIRED) && mend(e)) {
        return call.apply(connection());
      }
      throw e;
    }
  }

  @Override
  public long retentionSeconds() {
    try (EnrollmentConnection enrolment =
        EnrollmentConnection.open(place.enrolment(), place.server(), clock)) {
      return enrolment.serverFacts().retentionSeconds();
    }
  }

  @Override
  public ChatStream dial(ChatStream.Receiver receiver) {
    renewIfDue();
    return connection().chats().connect(receiver);
  }

  /**
   * The server calls the certificate expired, whatever our clock says: it is renewed, unless that
   * was done meanwhile.
   */
  @Override
  public synchronized boolean mend(SottoException cause) {
    if (!cause.is(Reason.CERTIFICATE_EXPIRED) || closed) {
      return false;
    }
    TlsIdentity stored = stored();
    boolean alreadyRenewed = shown != null && !stored.certificate().equals(shown.certificate());
    if (!alreadyRenewed) {
      renewExpired(stored);
    }
    drop();
    return true;
  }

  /**
   * Renews the certificate if 30 days or less are left. A failure is no harm yet: the next attempt
   * comes soon.
   */
  public void renewIfDue() {
    TlsIdentity identity = stored();
    if (!identity.needsRenewal(clock.instant()) || identity.isExpired(clock.instant())) {
      return;
    }
    try {
      ByteString der =
          connection().auth().renewCertificate(ByteString.copyFrom(identity.key().csr()));
      credentials.store(TlsIdentity.of(identity.key(), der.toByteArray()));
      LOG.info("the device certificate is renewed");
      synchronized (this) {
        drop();
      }
    } catch (SottoException e) {
      LOG.warn("renewing the device certificate failed: {}", e.reason());
    }
  }

  /** What the device shows the server, as it is stored now. */
  public synchronized TlsIdentity identity() {
    return stored();
  }

  private synchronized ServerConnection connection() {
    if (closed) {
      throw new SottoException(Reason.SERVER_UNREACHABLE, "the account is closed");
    }
    if (open == null) {
      TlsIdentity identity = stored();
      if (identity.isExpired(clock.instant())) {
        identity = renewExpired(identity);
      }
      shown = identity;
      open = ServerConnection.open(place.chat(), place.server(), clock, identity);
      open.useToken(token);
    }
    return open;
  }

  private TlsIdentity renewExpired(TlsIdentity expired) {
    LocalDevice signer =
        device.orElseThrow(
            () ->
                new SottoException(
                    Reason.CERTIFICATE_EXPIRED, "this device's certificate has expired"));
    try (EnrollmentConnection enrolment =
        EnrollmentConnection.open(place.enrolment(), place.server(), clock)) {
      ByteString der =
          enrolment.renewExpired(
              new ExpiredCertificate(
                  signer.user(),
                  signer.device(),
                  ByteString.copyFrom(expired.key().csr()),
                  ByteString.copyFrom(expired.serial()),
                  ByteString.copyFrom(
                      CertificateRenewal.sign(signer, place.server(), expired, expired.key()))));
      TlsIdentity renewed = TlsIdentity.of(expired.key(), der.toByteArray());
      credentials.store(renewed);
      LOG.info("the expired device certificate is replaced");
      return renewed;
    }
  }

  private TlsIdentity stored() {
    return credentials
        .findIdentity()
        .orElseThrow(
            () ->
                new SottoException(
                        Reason.NOT_REGISTERED, "this profile's registration is not finished")
                    .hint("repeat it: sotto register --join LINK --username NAME"));
  }

  private void drop() {
    ServerConnection old = open;
    open = null;
    if (old != null) {
      old.close();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    drop();
  }
}
