package chat.sotto.service.domain;

import java.util.List;
import java.util.Optional;

/**
 * A chat as one device of one user sees it.
 *
 * @param chat the chat
 * @param kind what it is
 * @param state where it stands
 * @param members members and invited users: all of a direct chat, at most the first 16 of others
 * @param lastSeq the last entry that this device may read; the log's end when the device has not
 *     joined
 * @param handshakeSeq the latest commit
 * @param joinedSeq the commit by which this device joined; {@link Seq#ZERO} when it has not
 * @param position how far this device has acknowledged
 * @param hashBeforeJoin {@code H(joinedSeq - 1)}; empty when this device has not joined
 */
public record ChatSummary(
    ChatId chat,
    ChatKind kind,
    ChatState state,
    List<Member> members,
    Seq lastSeq,
    Seq handshakeSeq,
    Seq joinedSeq,
    Seq position,
    Optional<LogHash> hashBeforeJoin) {}
