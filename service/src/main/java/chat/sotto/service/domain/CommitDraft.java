package chat.sotto.service.domain;

import com.google.protobuf.ByteString;

/**
 * A commit that wants a place in the log.
 *
 * @param chat the chat
 * @param author who commits
 * @param clientId the author's id for it: a repeat returns the first answer
 * @param afterHandshake the latest commit that the author has processed; {@link Seq#ZERO} for a
 *     chat's first
 * @param payload a serialized {@code CommitEntry} with the commit and the statement
 * @param statement the statement inside the payload
 * @param groupInfo the group info after this commit, at most 2 MiB
 */
public record CommitDraft(
    ChatId chat,
    DeviceRef author,
    ClientMessageId clientId,
    Seq afterHandshake,
    ByteString payload,
    CommitStatement statement,
    ByteString groupInfo) {}
