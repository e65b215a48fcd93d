package chat.sotto.client.transport;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.Username;

/**
 * An invitation that waits for the user.
 *
 * @param timeMs when it was made, server time in milliseconds since 1970-01-01T00:00:00Z
 */
public record ChatInvitation(ChatId chat, ChatKind kind, Username from, long timeMs) {}
