package chat.sotto.client.profile;

import chat.sotto.client.codec.ByteWriter;
import chat.sotto.client.profile.RowSeal.Place;
import chat.sotto.client.vault.RecordName;
import chat.sotto.client.vault.SealedRecord;
import chat.sotto.client.vault.VaultRecords;
import com.google.crypto.tink.util.Bytes;
import java.util.Optional;

/**
 * The vault of an account that keeps none on the server ({@code --no-vault}). Records and vault
 * keys are sealed already (docs/protocol.md, section 4), as they would be on the server; here they
 * are sealed once more.
 */
public final class LocalVault implements VaultRecords {
  private static final String KEYS_BY_PASSWORD = "vault-keys-by-password";
  private static final String KEYS_BY_RECOVERY = "vault-keys-by-recovery";
  private static final int MAX_RECORD = 64 << 10;
  private final SealedTables tables;
  private final SecretStore secrets;

  LocalVault(SealedTables tables, SecretStore secrets) {
    this.tables = tables;
    this.secrets = secrets;
  }

  /** The vault keys under the password's wrap key; empty when the vault is on the server. */
  public Optional<Bytes> findKeysByPassword() {
    return secrets.find(KEYS_BY_PASSWORD).map(Bytes::copyFrom);
  }

  /** The vault keys under the recovery code's wrap key; empty when the vault is on the server. */
  public Optional<Bytes> findKeysByRecovery() {
    return secrets.find(KEYS_BY_RECOVERY).map(Bytes::copyFrom);
  }

  /** Stores both in one transaction. */
  public void storeKeys(Bytes byPassword, Bytes byRecovery) {
    tables
        .database()
        .run(
            () -> {
              secrets.store(KEYS_BY_PASSWORD, byPassword.toByteArray());
              secrets.store(KEYS_BY_RECOVERY, byRecovery.toByteArray());
            });
  }

  @Override
  public Optional<SealedRecord> find(RecordName name) {
    byte[] ref = reference(name);
    return tables
        .database()
        .findBlob("SELECT sealed FROM vault_record WHERE ref = ?", ref)
        .map(value -> tables.seal().open(value, place(ref)))
        .map(
            bytes ->
                RowCodec.read(
                    bytes,
                    in -> new SealedRecord(name, in.u64(), Bytes.copyFrom(in.lp(MAX_RECORD)))));
  }

  @Override
  public Put put(SealedRecord sealed) {
    byte[] ref = reference(sealed.name());
    return tables
        .database()
        .transaction(
            () -> {
              long stored = find(sealed.name()).map(SealedRecord::version).orElse(0L);
              if (sealed.version() != stored + 1) {
                return new Put(false, stored);
              }
              byte[] value = new ByteWriter().u64(sealed.version()).lp(sealed.toBytes()).toBytes();
              tables
                  .database()
                  .update(
                      "INSERT OR REPLACE INTO vault_record (ref, sealed) VALUES (?, ?)",
                      ref,
                      tables.seal().seal(value, place(ref)));
              return new Put(true, sealed.version());
            });
  }

  @Override
  public void delete(RecordName name) {
    tables.database().update("DELETE FROM vault_record WHERE ref = ?", reference(name));
  }

  private byte[] reference(RecordName name) {
    return tables.reference("vault record", name.value());
  }

  private static Place place(byte[] ref) {
    return new Place("vault_record.sealed", ref, 0);
  }
}
