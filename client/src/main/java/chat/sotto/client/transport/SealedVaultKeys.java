package chat.sotto.client.transport;

import com.google.protobuf.ByteString;

/**
 * The vault keys as the server stores them: sealed, under both wrap keys. Both empty with {@code
 * --no-vault}.
 *
 * @param byPassword under the password's wrap key
 * @param byRecovery under the recovery code's wrap key
 */
public record SealedVaultKeys(ByteString byPassword, ByteString byRecovery) {
  /** The server has none. */
  public static final SealedVaultKeys NONE =
      new SealedVaultKeys(ByteString.EMPTY, ByteString.EMPTY);

  /** Whether the server keeps a vault for this account. */
  public boolean present() {
    return !byPassword.isEmpty();
  }
}
