package chat.sotto.client.profile;

/**
 * Where the server was last known to be. It may change; what identifies the server is the pinned
 * CA.
 *
 * @param chatHost host of the chat listener
 * @param chatPort its port
 * @param enrolHost host of the enrolment listener, as the join link named it
 * @param enrolPort its port
 */
public record ServerAddress(String chatHost, int chatPort, String enrolHost, int enrolPort) {}
