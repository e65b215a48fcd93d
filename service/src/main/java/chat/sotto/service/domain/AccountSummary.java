package chat.sotto.service.domain;

import java.time.Instant;

/**
 * An account as an operator sees it.
 *
 * @param account the account
 * @param devices how many devices it has that are not revoked
 * @param lastSeen when one of its devices last called
 */
public record AccountSummary(Account account, int devices, Instant lastSeen) {}
