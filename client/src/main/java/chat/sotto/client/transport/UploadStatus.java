package chat.sotto.client.transport;

/**
 * Where an upload stands, and what the server would take of this user.
 *
 * @param complete whether it is committed
 * @param received how many bytes the server has
 * @param maxSize the largest attachment that it takes, in bytes
 * @param quota how many bytes all attachments of the user may have together
 * @param quotaUsed how many they have now, this one included
 */
public record UploadStatus(
    boolean complete, long received, long maxSize, long quota, long quotaUsed) {}
