package chat.sotto.service.store.rows;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.Membership;
import chat.sotto.service.domain.Role;
import chat.sotto.service.domain.Username;
import java.time.Instant;

/**
 * A user in a chat.
 *
 * @param chat the chat
 * @param user the user
 * @param role what they may do
 * @param membership where they stand
 * @param forgotten whether the chat no longer exists for them
 * @param invitedBy who asked them; themselves for the creator
 * @param since since when they have this membership; of an invitation, when it was last made
 */
public record MemberRow(
    ChatId chat,
    Username user,
    Role role,
    Membership membership,
    boolean forgotten,
    Username invitedBy,
    Instant since) {
  MemberRow become(Membership next, Instant now) {
    return new MemberRow(chat, user, role, next, forgotten, invitedBy, now);
  }

  MemberRow forget() {
    return new MemberRow(chat, user, role, membership, true, invitedBy, since);
  }
}
