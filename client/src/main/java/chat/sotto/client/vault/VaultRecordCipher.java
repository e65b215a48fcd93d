package chat.sotto.client.vault;

import chat.sotto.client.model.Reason;
import chat.sotto.client.primitives.AeadKey;
import chat.sotto.client.primitives.UnsealException;
import com.google.crypto.tink.util.Bytes;

/**
 * Seals records for their name and version: none can be put in another's place or passed off as a
 * newer one.
 */
public final class VaultRecordCipher {
  private final AeadKey key;
  private final VaultOwner owner;

  /** With the vault's data key, for all records but the account key's. */
  public VaultRecordCipher(AeadKey key, VaultOwner owner) {
    this.key = key;
    this.owner = owner;
  }

  /** Seals a record's content. */
  public SealedRecord seal(RecordName name, long version, byte[] content) {
    return new SealedRecord(
        name, version, Bytes.copyFrom(key.seal(content, associatedData(name, version))));
  }

  /** Opens a record; fails with {@link Reason#VAULT_INVALID}. */
  public byte[] open(SealedRecord record) {
    try {
      return key.open(record.toBytes(), associatedData(record.name(), record.version()));
    } catch (UnsealException e) {
      throw VaultKeys.invalid("vault record " + record.name() + " does not open").cause(e);
    }
  }

  private byte[] associatedData(RecordName name, long version) {
    return owner.fields("sotto vault record v1").text(name.value()).u64(version).toBytes();
  }
}
