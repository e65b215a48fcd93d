package chat.sotto.client.vault;

import chat.sotto.client.codec.ByteWriter;
import chat.sotto.client.identity.AccountKey;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.AeadKey;
import chat.sotto.client.primitives.Secrets;
import chat.sotto.client.primitives.UnsealException;
import java.util.Arrays;
import java.util.Locale;

/**
 * The two keys that seal an account's records. A device keeps the data key; the account record key
 * is opened with the password or the recovery code when it is needed, and then dropped.
 */
public final class VaultKeys {
  /** Under which wrap key a copy lies. */
  public enum Copy {
    PASSWORD,
    RECOVERY;

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final AeadKey dataKey;
  private final AeadKey accountRecordKey;

  private VaultKeys(AeadKey dataKey, AeadKey accountRecordKey) {
    this.dataKey = dataKey;
    this.accountRecordKey = accountRecordKey;
  }

  /** Fresh ones, for a new account. */
  public static VaultKeys generate() {
    return new VaultKeys(AeadKey.random(), AeadKey.random());
  }

  /** Seals both under a wrap key; 92 bytes. */
  public byte[] seal(AeadKey wrapKey, VaultOwner owner, Copy copy) {
    byte[] both =
        new ByteWriter()
            .raw(Secrets.export(dataKey.secret()))
            .raw(Secrets.export(accountRecordKey.secret()))
            .toBytes();
    try {
      return wrapKey.seal(both, associatedData(owner, copy));
    } finally {
      Arrays.fill(both, (byte) 0);
    }
  }

  /** Opens a sealed copy; fails with {@link Reason#VAULT_INVALID}. */
  public static VaultKeys open(byte[] sealed, AeadKey wrapKey, VaultOwner owner, Copy copy) {
    byte[] both;
    try {
      both = wrapKey.open(sealed, associatedData(owner, copy));
    } catch (UnsealException e) {
      throw invalid("the vault keys do not open").cause(e);
    }
    try {
      if (both.length != 2 * AeadKey.LENGTH) {
        throw invalid("the vault keys have a wrong length");
      }
      return new VaultKeys(
          new AeadKey(Secrets.of(Arrays.copyOf(both, AeadKey.LENGTH))),
          new AeadKey(Secrets.of(Arrays.copyOfRange(both, AeadKey.LENGTH, both.length))));
    } finally {
      Arrays.fill(both, (byte) 0);
    }
  }

  /** Seals all records but the account key's. */
  public AeadKey dataKey() {
    return dataKey;
  }

  /** Seals the account key as record {@link RecordName#ACCOUNT_KEY} of that version. */
  public SealedRecord sealAccountKey(AccountKey key, VaultOwner owner, long version) {
    return new VaultRecordCipher(accountRecordKey, owner)
        .seal(RecordName.ACCOUNT_KEY, version, Secrets.export(key.seed()));
  }

  /**
   * Opens the account key's record; fails with {@link Reason#VAULT_INVALID}. Drop the key after
   * use.
   */
  public AccountKey openAccountKey(SealedRecord record, VaultOwner owner) {
    if (!record.name().equals(RecordName.ACCOUNT_KEY)) {
      throw invalid("record " + record.name() + " is not the account key");
    }
    byte[] seed = new VaultRecordCipher(accountRecordKey, owner).open(record);
    try {
      if (seed.length != 32) {
        throw invalid("the account key has a wrong length");
      }
      return AccountKey.ofSeed(Secrets.of(seed));
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  /** Shows nothing of them. */
  @Override
  public String toString() {
    return "VaultKeys[redacted]";
  }

  static SottoException invalid(String message) {
    return new SottoException(Reason.VAULT_INVALID, message)
        .hint("somebody may have altered the vault, or it belongs to another account");
  }

  private static byte[] associatedData(VaultOwner owner, Copy copy) {
    return owner.fields("sotto vault keys v1").text(copy.label()).toBytes();
  }
}
