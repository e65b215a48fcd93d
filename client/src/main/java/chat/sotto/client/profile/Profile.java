package chat.sotto.client.profile;

import chat.sotto.client.codec.Fields;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.AeadKey;
import chat.sotto.client.primitives.Secrets;
import chat.sotto.client.primitives.UnsealException;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An opened profile: one directory with everything that a device knows.
 *
 * <p>A random <em>profile key</em> seals the database's values ({@link RowSeal} says what stays
 * visible). The header ({@link ProfileHeader}) holds it twice: wrapped by a key from the password
 * and by one from the recovery code. Whoever opens a profile holds its {@link ProfileLock}. All
 * methods may be called from any thread; each is one transaction that is on disk when it returns.
 *
 * <p><b>A new password</b> takes three steps, so that no crash between server and profile locks the
 * user out: {@link #addWraps} before the server is asked; then, once it has answered, {@link
 * #keepWraps} for the keys that it took.
 */
public final class Profile implements AutoCloseable {
  private static final String WRAP_LABEL = "sotto profile key v1";
  private static final int KEY_LENGTH = 32;
  private static final int MOST_WRAPS = 4;

  private final ProfileDirectory directory;
  private final SecretBytes profileKey;
  private final Database database;
  private final SecretStore secrets;
  private final PinStore pins;
  private final Outbox outbox;
  private final Keyring keyring;
  private final ChatStore chats;
  private final LocalVault vault;
  private final AnnouncementTable announcements;
  private final TransferTable transfers;
  private ProfileHeader header;

  private Profile(ProfileDirectory directory, ProfileHeader header, SecretBytes profileKey) {
    this.directory = directory;
    this.header = header;
    this.profileKey = profileKey;
    this.database = Database.open(directory.database());
    SealedTables tables = new SealedTables(database, new RowSeal(profileKey));
    this.secrets = new SecretStore(tables);
    this.pins = new PinStore(tables);
    this.outbox = new Outbox(tables);
    this.keyring = new Keyring(tables);
    this.chats = new ChatStore(tables, keyring, outbox);
    this.vault = new LocalVault(tables, secrets);
    this.announcements = new AnnouncementTable(tables);
    this.transfers = new TransferTable(tables, outbox);
  }

  /**
   * Makes a profile whose registration is not confirmed yet. The header is written last: a crash
   * before it leaves no profile, one after it a profile with everything that {@code decisions} put
   * into it.
   *
   * @param decisions stores what the registration has decided
   * @throws SottoException {@code ALREADY_REGISTERED} when the directory has one
   */
  public static Profile create(
      ProfileDirectory directory,
      ProfileIdentity identity,
      ServerAddress address,
      WrapKeys wrapKeys,
      Consumer<Profile> decisions) {
    if (directory.exists()) {
      throw new SottoException(
              Reason.ALREADY_REGISTERED, "there is a profile in " + directory.path() + " already")
          .hint("choose another directory with --profile");
    }
    directory.prepare();
    // A database without a header is what a crash between the two left: nobody has its key.
    directory.deleteDatabase();
    SecretBytes key = Secrets.random(KEY_LENGTH);
    ProfileHeader header =
        new ProfileHeader(
            identity,
            address,
            false,
            List.of(wrap(key, wrapKeys.byPassword(), identity, "password")),
            List.of(wrap(key, wrapKeys.byRecovery(), identity, "recovery")));
    Profile profile = new Profile(directory, header, key);
    try {
      decisions.accept(profile);
      header.write(directory);
      return profile;
    } catch (RuntimeException e) {
      profile.close();
      throw e;
    }
  }

  /**
   * Opens a profile with the key from its password.
   *
   * @throws SottoException {@code WRONG_PASSWORD}, {@code NOT_REGISTERED}, {@code
   *     PROFILE_UNREADABLE}
   */
  public static Profile openWithPassword(ProfileDirectory directory, AeadKey wrapKey) {
    ProfileHeader header = ProfileHeader.read(directory);
    existing(directory);
    return new Profile(
        directory,
        header,
        unwrap(header.byPassword(), wrapKey, header.identity(), "password")
            .orElseThrow(
                () ->
                    new SottoException(
                            Reason.WRONG_PASSWORD, "the password does not open this profile")
                        .field("password")));
  }

  /**
   * Opens a profile with the key from its recovery code.
   *
   * @throws SottoException {@code WRONG_RECOVERY_CODE}, {@code NOT_REGISTERED}, {@code
   *     PROFILE_UNREADABLE}
   */
  public static Profile openWithRecovery(ProfileDirectory directory, AeadKey wrapKey) {
    ProfileHeader header = ProfileHeader.read(directory);
    existing(directory);
    return new Profile(
        directory,
        header,
        unwrap(header.byRecovery(), wrapKey, header.identity(), "recovery")
            .orElseThrow(
                () ->
                    new SottoException(
                            Reason.WRONG_RECOVERY_CODE,
                            "the recovery code does not open this profile")
                        .field("recovery_code")));
  }

  /** Whether a profile that need not be open holds a session. */
  public static boolean hasSession(ProfileDirectory directory) {
    try (Database database = Database.open(existing(directory))) {
      return SecretStore.hasSession(database);
    }
  }

  /** Where it is. */
  public ProfileDirectory directory() {
    return directory;
  }

  /** What can be known without the password. */
  public synchronized ProfileHeader header() {
    return header;
  }

  /** TLS key and certificate. */
  public DeviceCredentials credentials() {
    return new DeviceCredentials(directory);
  }

  /** Single secrets and settings. */
  public SecretStore secrets() {
    return secrets;
  }

  /** Other people's account keys. */
  public PinStore pins() {
    return pins;
  }

  /** What waits to be sent. */
  public Outbox outbox() {
    return outbox;
  }

  /** The keys of epochs. */
  public Keyring keyring() {
    return keyring;
  }

  /** The chats. */
  public ChatStore chats() {
    return chats;
  }

  /** The vault of an account that keeps none on the server. */
  public LocalVault vault() {
    return vault;
  }

  /** What the server announced. */
  public AnnouncementTable announcements() {
    return announcements;
  }

  /** Files on their way. */
  public TransferTable transfers() {
    return transfers;
  }

  /** The server has confirmed the registration. */
  public synchronized void markRegistered() {
    replace(header.withRegistered());
  }

  /** The server has moved. */
  public synchronized void moveServer(ServerAddress address) {
    replace(header.withAddress(address));
  }

  /**
   * Lets the profile be opened by these keys too, beside those that open it already.
   *
   * @param byPassword from the new password
   * @param byRecovery from the new recovery code, if that changes as well
   */
  public synchronized void addWraps(AeadKey byPassword, Optional<AeadKey> byRecovery) {
    replace(
        header.withWraps(
            added(header.byPassword(), byPassword, "password"),
            byRecovery
                .map(key -> added(header.byRecovery(), key, "recovery"))
                .orElse(header.byRecovery())));
  }

  /**
   * Lets the profile be opened by these keys alone.
   *
   * @param byPassword the key from the password that holds
   * @param byRecovery the key from the recovery code that holds, if it has changed or may have
   */
  public synchronized void keepWraps(AeadKey byPassword, Optional<AeadKey> byRecovery) {
    replace(
        header.withWraps(
            List.of(wrap(profileKey, byPassword, header.identity(), "password")),
            byRecovery
                .map(key -> List.of(wrap(profileKey, key, header.identity(), "recovery")))
                .orElse(header.byRecovery())));
  }

  /** Closes the files. */
  @Override
  public void close() {
    database.close();
  }

  private void replace(ProfileHeader newHeader) {
    newHeader.write(directory);
    header = newHeader;
  }

  private List<Bytes> added(List<Bytes> present, AeadKey key, String kind) {
    List<Bytes> wraps = new ArrayList<>();
    wraps.add(wrap(profileKey, key, header.identity(), kind));
    wraps.addAll(present);
    // Each attempt without an answer adds one; of too many the middle ones go, never the one that
    // surely holds.
    while (wraps.size() > MOST_WRAPS) {
      wraps.remove(1);
    }
    return wraps;
  }

  /**
   * The header is written last: a profile without database has lost it since, and must not come
   * back empty.
   */
  private static Path existing(ProfileDirectory directory) {
    if (!Files.exists(directory.database())) {
      throw new SottoException(
              Reason.PROFILE_UNREADABLE,
              "the profile's database " + directory.database() + " is gone")
          .hint("put back a copy of the whole profile, or register anew in another directory");
    }
    return directory.database();
  }

  private static Bytes wrap(
      SecretBytes profileKey, AeadKey wrapKey, ProfileIdentity identity, String kind) {
    return Bytes.copyFrom(wrapKey.seal(Secrets.export(profileKey), associated(identity, kind)));
  }

  private static Optional<SecretBytes> unwrap(
      List<Bytes> wraps, AeadKey wrapKey, ProfileIdentity identity, String kind) {
    for (Bytes wrapped : wraps) {
      try {
        return Optional.of(
            Secrets.of(wrapKey.open(wrapped.toByteArray(), associated(identity, kind))));
      } catch (UnsealException ignored) {
        // Perhaps the next one: there are several while a new password waits for the server.
      }
    }
    return Optional.empty();
  }

  private static byte[] associated(ProfileIdentity identity, String kind) {
    return Fields.of(WRAP_LABEL)
        .bytes(identity.caFingerprint().value())
        .text(identity.username().value())
        .bytes(identity.device().value())
        .text(kind)
        .toBytes();
  }
}
