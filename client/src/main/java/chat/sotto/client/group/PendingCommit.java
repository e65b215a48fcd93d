package chat.sotto.client.group;

import com.google.crypto.tink.util.Bytes;

/**
 * An own commit that the server has not taken yet. When it comes back in the log, {@code next} is
 * the group's state; when another's comes first, it is void and must be built again.
 *
 * @param groupInfo what others join by after it
 */
public record PendingCommit(
    GroupState next, Bytes commit, Bytes groupInfo, CommitStatement statement) {}
