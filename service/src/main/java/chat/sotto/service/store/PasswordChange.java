package chat.sotto.service.store;

import chat.sotto.service.domain.AuthVerifier;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.domain.Username;
import com.google.protobuf.ByteString;

/**
 * A new password.
 *
 * @param user whose
 * @param present the verifier that the caller's old key was checked against
 * @param next the new verifier
 * @param vaultKeysByPassword the vault keys under the new password's wrap key; empty with {@code
 *     --no-vault}
 * @param keep the calling session, which goes on
 */
public record PasswordChange(
    Username user,
    AuthVerifier present,
    AuthVerifier next,
    ByteString vaultKeysByPassword,
    TokenHash keep) {}
