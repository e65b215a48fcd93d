package chat.sotto.service.domain;

import java.time.Instant;

/**
 * The end of a chat's log and what appends are checked against.
 *
 * @param kind what the chat is
 * @param state where it stands
 * @param lastSeq the last entry
 * @param lastHash the hash up to it
 * @param handshakeSeq the latest commit
 * @param lastTime the last entry's time
 */
public record ChatHead(
    ChatKind kind,
    ChatState state,
    Seq lastSeq,
    LogHash lastHash,
    Seq handshakeSeq,
    Instant lastTime) {}
