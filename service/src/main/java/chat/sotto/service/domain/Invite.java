package chat.sotto.service.domain;

import java.time.Instant;

/**
 * A join token that is counted and expires.
 *
 * @param token the token's hash
 * @param usesLeft how many may still register with it
 * @param created when it was made
 * @param expires when it ends
 */
public record Invite(TokenHash token, int usesLeft, Instant created, Instant expires) {}
