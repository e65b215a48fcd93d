package chat.sotto.service.store;

import chat.sotto.service.domain.AuthVerifier;
import chat.sotto.service.domain.Credentials;
import chat.sotto.service.domain.Username;

/**
 * A new password and recovery code, set by the old recovery code.
 *
 * @param user whose
 * @param present the recovery verifier that the caller's old code was checked against
 * @param next all that replaces it
 */
public record Recovery(Username user, AuthVerifier present, Credentials next) {}
