package chat.sotto.client.model;

import java.time.Instant;

/**
 * An invitation that waits for the user's answer.
 *
 * @param chat the chat
 * @param from who asks
 * @param kind direct or group
 * @param time when it was asked, by the server's clock
 */
public record ChatRequest(ChatId chat, Username from, ChatKind kind, Instant time) {}
