package chat.sotto.service.domain;

/**
 * A role that a commit gives.
 *
 * @param user to whom
 * @param role the new role
 */
public record RoleChange(Username user, Role role) {}
