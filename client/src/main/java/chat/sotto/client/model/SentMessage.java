package chat.sotto.client.model;

import java.time.Instant;

/**
 * The server has stored a message: it survives the server from now on.
 *
 * @param chat the chat
 * @param seq its place in the chat's log
 * @param time when it was stored, by the server's clock
 */
public record SentMessage(ChatId chat, Seq seq, Instant time) {}
