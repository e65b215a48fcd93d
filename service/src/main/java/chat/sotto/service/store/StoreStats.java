package chat.sotto.service.store;

/**
 * Counts over the whole store.
 *
 * @param users accounts that exist
 * @param devices devices that are not revoked
 * @param chats chats that exist
 * @param entries entries in all logs
 * @param attachments attachments, complete or not
 * @param attachmentBytes their lengths together
 */
public record StoreStats(
    long users, long devices, long chats, long entries, long attachments, long attachmentBytes) {}
