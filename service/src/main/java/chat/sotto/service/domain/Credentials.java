package chat.sotto.service.domain;

/**
 * What proves that somebody owns an account, and what that proof opens.
 *
 * @param password verifies the password's auth key
 * @param recovery verifies the recovery code's auth key
 * @param vaultKeys the sealed vault keys
 */
public record Credentials(
    AuthVerifier password, AuthVerifier recovery, SealedVaultKeys vaultKeys) {}
