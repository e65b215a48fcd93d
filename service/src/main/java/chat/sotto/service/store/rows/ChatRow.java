package chat.sotto.service.store.rows;

import chat.sotto.service.domain.ChatHead;
import chat.sotto.service.domain.ChatId;
import java.util.Optional;

/**
 * A chat.
 *
 * @param id its id
 * @param head its end
 * @param pair the two of a direct chat; empty for others
 */
public record ChatRow(ChatId id, ChatHead head, Optional<DirectPair> pair) {}
