package chat.sotto.client.transport;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.LogHash;

/**
 * The server's answer to a stored commit.
 *
 * @param seq its place in the log
 * @param timeMs server time in milliseconds since 1970-01-01T00:00:00Z
 * @param hashBefore H(seq - 1): where a joiner's log begins
 */
public record CommitReceipt(
    ChatId chat, ClientMessageId clientId, long seq, long timeMs, LogHash hashBefore) {}
