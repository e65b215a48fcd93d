package chat.sotto.service.store;

/**
 * Counts over the whole store.
 *
 * @param users accounts that exist
 * @param devices devices that are not revoked
 * @param chats chats that exist
 * @param entries entries in all logs
 */
public record StoreStats(long users, long devices, long chats, long entries) {}
