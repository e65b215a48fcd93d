package chat.sotto.client.profile;

import chat.sotto.client.codec.ByteWriter;
import chat.sotto.client.identity.DeviceKey;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.password.RecoveryCode;
import chat.sotto.client.primitives.AeadKey;
import chat.sotto.client.primitives.Secrets;
import chat.sotto.client.profile.RowSeal.Place;
import chat.sotto.client.trust.JoinLink;
import com.google.crypto.tink.util.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The profile's single secrets and settings, each stored in one transaction. */
public final class SecretStore {
  private static final String DEVICE_KEY = "device-key";
  private static final String SESSION = "session";
  private static final String VAULT_DATA_KEY = "vault-data-key";
  private static final String REGISTRATION = "registration";
  private static final int MAX_VALUE = 1 << 16;
  private static final int MAX_NOTE = 1 << 18;
  private static final Pattern NOTE_NAME = Pattern.compile("[a-z0-9-]{1,64}");
  private final SealedTables tables;

  SecretStore(SealedTables tables) {
    this.tables = tables;
  }

  /** The key that signs what this device writes. */
  public Optional<DeviceKey> findDeviceKey() {
    return find(DEVICE_KEY).map(seed -> DeviceKey.ofSeed(Secrets.of(seed)));
  }

  /** Stores the device key. */
  public void storeDeviceKey(DeviceKey key) {
    store(DEVICE_KEY, Secrets.export(key.seed()));
  }

  /** The session, if there is one. */
  public Optional<SessionToken> findSession() {
    return find(SESSION)
        .map(
            bytes ->
                RowCodec.read(
                    bytes,
                    in -> {
                      boolean operator = in.flag();
                      return new SessionToken(Secrets.of(in.lp(MAX_VALUE)), operator);
                    }));
  }

  /** Stores the session in place of the one before. */
  public void storeSession(SessionToken session) {
    store(
        SESSION,
        new ByteWriter()
            .u8(session.operator() ? 1 : 0)
            .lp(Secrets.export(session.token()))
            .toBytes());
  }

  /** Whether there is a session: the one question that the names, which are not sealed, answer. */
  static boolean hasSession(Database database) {
    return database.findBlob("SELECT sealed FROM secret WHERE name = ?", SESSION).isPresent();
  }

  /** Forgets the session. */
  public void forgetSession() {
    delete(SESSION);
  }

  /** The vault's data key. The account record key is never kept. */
  public Optional<AeadKey> findVaultDataKey() {
    return find(VAULT_DATA_KEY).map(key -> new AeadKey(Secrets.of(key)));
  }

  /** Stores the vault's data key. */
  public void storeVaultDataKey(AeadKey key) {
    store(VAULT_DATA_KEY, Secrets.export(key.secret()));
  }

  /** A registration that has not been finished. */
  public Optional<PendingRegistration> findRegistration() {
    return find(REGISTRATION).map(SecretStore::readRegistration);
  }

  /** Stores what a registration has decided. */
  public void storeRegistration(PendingRegistration pending) {
    store(REGISTRATION, write(pending));
  }

  /** Ends the registration: its account key and recovery code are in the profile no more. */
  public void forgetRegistration() {
    delete(REGISTRATION);
    tables.database().forgetDeleted();
  }

  /**
   * A setting by its name (lower-case words joined by {@code -}; names are visible in the file).
   */
  public Optional<String> findSetting(String name) {
    return find("setting/" + name).map(value -> new String(value, StandardCharsets.UTF_8));
  }

  /** Stores a setting. */
  public void storeSetting(String name, String value) {
    store("setting/" + name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Forgets a setting. */
  public void forgetSetting(String name) {
    delete("setting/" + name);
  }

  /** What a program keeps in the profile under a name of its own. */
  public Optional<byte[]> findNote(String name) {
    return find(note(name));
  }

  /**
   * Keeps something for a program.
   *
   * @throws SottoException {@code INVALID_FIELD} when the name breaks its rule or the content is
   *     too long
   */
  public void storeNote(String name, byte[] content) {
    if (content.length > MAX_NOTE) {
      throw new SottoException(Reason.INVALID_FIELD, "a note is at most " + MAX_NOTE + " bytes")
          .field("content");
    }
    store(note(name), content);
  }

  private static String note(String name) {
    if (!NOTE_NAME.matcher(name).matches()) {
      throw new SottoException(Reason.INVALID_FIELD, "a note's name is 1 to 64 of a-z, 0-9 and '-'")
          .field("name");
    }
    return "note/" + name;
  }

  Optional<byte[]> find(String name) {
    return tables
        .database()
        .findBlob("SELECT sealed FROM secret WHERE name = ?", name)
        .map(value -> tables.seal().open(value, place(name)));
  }

  void store(String name, byte[] value) {
    tables
        .database()
        .update(
            "INSERT OR REPLACE INTO secret (name, sealed) VALUES (?, ?)",
            name,
            tables.seal().seal(value, place(name)));
  }

  void delete(String name) {
    tables.database().update("DELETE FROM secret WHERE name = ?", name);
  }

  private static Place place(String name) {
    return new Place("secret.sealed", name.getBytes(StandardCharsets.UTF_8), 0);
  }

  private static byte[] write(PendingRegistration pending) {
    return new ByteWriter()
        .lp(pending.link().format())
        .lp(pending.deviceName())
        .u8(pending.vault() ? 1 : 0)
        .lp(Secrets.export(pending.accountSeed()))
        .lp(pending.recoveryCode().format())
        .lp(pending.vaultKeysByPassword().toByteArray())
        .lp(pending.vaultKeysByRecovery().toByteArray())
        .lp(pending.accountKeyRecord().toByteArray())
        .toBytes();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws SottoException {@code PROFILE_UNREADABLE}
   */
  private static PendingRegistration readRegistration(byte[] bytes) {
    return RowCodec.read(
        bytes,
        in ->
            new PendingRegistration(
                JoinLink.parse(in.text(MAX_VALUE)),
                in.text(MAX_VALUE),
                in.flag(),
                Secrets.of(in.lp(64)),
                RecoveryCode.parse(in.text(64)),
                Bytes.copyFrom(in.lp(MAX_VALUE)),
                Bytes.copyFrom(in.lp(MAX_VALUE)),
                Bytes.copyFrom(in.lp(MAX_VALUE))));
  }
}
