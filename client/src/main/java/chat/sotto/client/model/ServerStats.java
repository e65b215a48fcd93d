package chat.sotto.client.model;

/**
 * Counts for people and dashboards.
 *
 * @param users accounts that exist
 * @param devices devices that are not revoked
 * @param chats chats that exist
 * @param entries entries in all logs
 * @param streams streams that are open now
 */
public record ServerStats(long users, long devices, long chats, long entries, long streams) {}
