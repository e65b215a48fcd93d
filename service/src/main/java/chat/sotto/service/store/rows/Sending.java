package chat.sotto.service.store.rows;

import chat.sotto.service.domain.Membership;
import chat.sotto.service.domain.RequestRules;
import chat.sotto.service.domain.Standing;
import java.time.Instant;
import java.util.Optional;

/**
 * All that an append is checked against.
 *
 * @param chat the chat
 * @param member the sender's row, if there is one
 * @param reading whether the sending device reads the chat now
 * @param blocked whether one of a direct chat's two has blocked the other
 */
public record Sending(ChatRow chat, Optional<MemberRow> member, boolean reading, boolean blocked) {
  Standing standing(Instant now) {
    Optional<MemberRow> visible = member.filter(row -> !row.forgotten());
    boolean isVoid =
        visible
            .filter(
                row ->
                    row.membership() == Membership.INVITED && RequestRules.isVoid(row.since(), now))
            .isPresent();
    return new Standing(visible.map(MemberRow::membership), isVoid, reading, blocked);
  }
}
