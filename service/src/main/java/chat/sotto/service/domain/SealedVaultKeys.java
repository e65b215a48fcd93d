package chat.sotto.service.domain;

import com.google.protobuf.ByteString;

/**
 * An account's vault keys as the client sealed them; both empty with {@code --no-vault}.
 *
 * @param byPassword under the password's wrap key, at most 256 bytes
 * @param byRecovery under the recovery code's wrap key, at most 256 bytes
 */
public record SealedVaultKeys(ByteString byPassword, ByteString byRecovery) {
  /** What an account without a vault has. */
  public static final SealedVaultKeys NONE =
      new SealedVaultKeys(ByteString.EMPTY, ByteString.EMPTY);
}
