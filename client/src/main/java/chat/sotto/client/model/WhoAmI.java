package chat.sotto.client.model;

/**
 * Whose profile this is.
 *
 * @param username the account's name
 * @param device this device
 * @param server the server's id: 32 lower-case hex characters
 * @param loggedIn whether the profile holds a session token; the server may have ended the session
 *     meanwhile
 */
public record WhoAmI(Username username, DeviceId device, String server, boolean loggedIn) {}
