package chat.sotto.client;

import chat.sotto.client.password.RecoveryCode;

/**
 * A new account, logged in.
 *
 * @param account the account, open; the caller closes it
 * @param recoveryCode the only way back without the password. It is kept nowhere in the clear: show
 *     it before anything else is done that could fail
 */
public record Registration(Account account, RecoveryCode recoveryCode) {}
