package chat.sotto.service.domain;

import java.util.Optional;

/**
 * Where a device and its owner stand in a chat, as far as rules ask.
 *
 * @param membership the owner's; empty when the chat does not exist for them
 * @param invitationVoid the owner is invited, but too long ago
 * @param reading the device reads what is appended now
 * @param blocked one of a direct chat's two has blocked the other
 */
public record Standing(
    Optional<Membership> membership, boolean invitationVoid, boolean reading, boolean blocked) {
  /** Whether the owner has this membership. */
  public boolean is(Membership wanted) {
    return membership.filter(wanted::equals).isPresent();
  }
}
