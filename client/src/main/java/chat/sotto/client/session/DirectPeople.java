package chat.sotto.client.session;

import chat.sotto.client.group.GroupState;
import chat.sotto.client.group.Invitation;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.profile.StoredChat;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A direct chat is of two people. A group info is signed by one of those whom it names as members,
 * so whoever adds himself to a copy of the roster can sign it: a joiner must see that nobody else
 * is in it, or a server with an account of its own could read along.
 */
final class DirectPeople {

  private DirectPeople() {}

  /** Fails with {@code GROUP_INVALID} if somebody is in a direct chat's group who was not. */
  static void require(GroupState group, StoredChat chat) {
    if (chat.kind() == ChatKind.DIRECT) {
      require(
          group,
          chat.members().stream()
              .map(StoredChat.Member::username)
              .collect(Collectors.toUnmodifiableSet()));
    }
  }

  /** Fails with {@code GROUP_INVALID} unless it is a direct chat of these people alone. */
  static void require(GroupState group, Set<Username> people) {
    boolean strangers =
        group.members().stream().anyMatch(member -> !people.contains(member.user()))
            || group.invitations().stream()
                .map(Invitation::user)
                .anyMatch(invited -> !people.contains(invited));
    if (strangers || group.kind() != ChatKind.DIRECT) {
      throw new SottoException(
              Reason.GROUP_INVALID, "others than the two people of this chat are in its group")
          .hint("the server may be trying to read along; tell the other person");
    }
  }
}
