package chat.sotto.service.domain;

import java.time.Instant;

/**
 * An invitation that waits for a user.
 *
 * @param chat the chat
 * @param kind what it is
 * @param from who asks
 * @param time when
 */
public record Invitation(ChatId chat, ChatKind kind, Username from, Instant time) {}
