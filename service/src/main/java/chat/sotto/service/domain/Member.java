package chat.sotto.service.domain;

/**
 * A member as the server knows them.
 *
 * @param user who
 * @param role what they may do
 * @param invited invited, not joined yet
 */
public record Member(Username user, Role role, boolean invited) {}
