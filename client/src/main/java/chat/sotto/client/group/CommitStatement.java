package chat.sotto.client.group;

import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Username;
import java.util.List;

/**
 * What a commit says in the clear about readers and rights, so that the server need not read it.
 * Members skip a commit that does something else.
 *
 * @param added devices that become readers
 * @param removed devices that read nothing after it
 * @param invited users who are invited by it
 * @param uninvited users whose invitation it withdraws
 * @param givesRoles whether it changes roles
 */
public record CommitStatement(
    List<Device> added,
    List<Device> removed,
    List<Username> invited,
    List<Username> uninvited,
    boolean givesRoles) {
  /** Copies the lists. */
  public CommitStatement {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    invited = List.copyOf(invited);
    uninvited = List.copyOf(uninvited);
  }

  /** Nothing changes: a re-key. */
  public static CommitStatement none() {
    return new CommitStatement(List.of(), List.of(), List.of(), List.of(), false);
  }

  /** One device joins, for the first time or again. */
  public static CommitStatement joining(Username user, DeviceId device) {
    return new CommitStatement(
        List.of(new Device(user, device)), List.of(), List.of(), List.of(), false);
  }

  /** One device of one user. */
  public record Device(Username username, DeviceId device) {}
}
