package chat.sotto.service.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What a commit's statement may do. Pure: an empty answer means it may, else it says what is wrong.
 * Joining is always the joiner's own commit, so whatever the kind of chat, devices are added by
 * their owner alone.
 */
public final class StatementRules {
  private StatementRules() {}

  /**
   * A chat's first statement: the author's device joins, and of a direct chat exactly one other
   * user is invited.
   */
  public static Optional<String> first(ChatKind kind, DeviceRef author, CommitStatement statement) {
    if (!statement.added().equals(List.of(author))) {
      return Optional.of("the first commit adds its author's device and no other");
    }
    if (!statement.removed().isEmpty()
        || !statement.roles().isEmpty()
        || !statement.uninvited().isEmpty()) {
      return Optional.of("the first commit removes nothing and gives no roles");
    }
    if (kind == ChatKind.DIRECT && statement.invited().size() != 1) {
      return Optional.of("a direct chat invites exactly one user");
    }
    if (statement.invited().contains(author.user())) {
      return Optional.of("nobody invites themselves");
    }
    return repeats(statement.invited()) ? Optional.of("a user is invited twice") : Optional.empty();
  }

  /**
   * Any further statement.
   *
   * @param reading whether the author's device reads the chat before this commit
   */
  static Optional<String> later(
      ChatKind kind,
      DeviceRef author,
      CommitStatement statement,
      boolean reading,
      DeviceFacts devices) {
    if (kind != ChatKind.DIRECT) {
      return Optional.of("this kind of chat takes no commits yet");
    }
    if (!statement.roles().isEmpty()
        || !statement.invited().isEmpty()
        || !statement.uninvited().isEmpty()) {
      return Optional.of("a direct chat has no roles and no further invitations");
    }
    if (repeats(statement.added()) || repeats(statement.removed())) {
      return Optional.of("a device is named twice");
    }
    for (DeviceRef added : statement.added()) {
      if (!added.user().equals(author.user()) || !devices.isLive(added)) {
        return Optional.of("only the author's own devices are added");
      }
    }
    for (DeviceRef removed : statement.removed()) {
      if (!devices.isReading(removed)) {
        return Optional.of("a device is removed that does not read");
      }
      // Others' devices only once they were revoked.
      if (!removed.user().equals(author.user()) && devices.isLive(removed)) {
        return Optional.of("another user's good device is removed");
      }
    }
    boolean readsAfter =
        statement.added().contains(author) || (reading && !statement.removed().contains(author));
    return readsAfter
        ? Optional.empty()
        : Optional.of("the author's device is no reader after its commit");
  }

  private static boolean repeats(List<?> list) {
    return new HashSet<>(list).size() < list.size();
  }
}
