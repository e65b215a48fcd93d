package chat.sotto.client.vault;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import com.google.crypto.tink.util.Bytes;

/**
 * A record as it lies in the vault.
 *
 * @param version from 1, rising by one with every write
 * @param sealed at most 64 KiB
 */
public record SealedRecord(RecordName name, long version, Bytes sealed) {
  private static final int MAX_LENGTH = 64 * 1024;

  /** Fails with {@link Reason#BAD_RESPONSE} when a bound is broken. */
  public SealedRecord {
    if (version < 1 || sealed.size() > MAX_LENGTH) {
      throw new SottoException(Reason.BAD_RESPONSE, "vault record " + name + " breaks its bounds");
    }
  }

  /** The sealed bytes, a copy. */
  public byte[] toBytes() {
    return sealed.toByteArray();
  }
}
