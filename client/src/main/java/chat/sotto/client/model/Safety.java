package chat.sotto.client.model;

/**
 * What two people compare to be sure that nobody sits between them.
 *
 * @param username the other person
 * @param number sixty digits: twelve groups of five, joined by spaces; the same on both sides
 * @param verified whether this user has said that it matched, for the account key that is pinned
 *     now
 */
public record Safety(Username username, String number, boolean verified) {}
