package chat.sotto.client.transport;

import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Username;
import java.util.List;

/**
 * What a commit says in the clear about readers, so that the server need not read commits.
 *
 * @param added devices that become readers
 * @param removed devices that read nothing after it
 * @param invited users who are invited by it
 * @param uninvited users whose invitation it withdraws
 * @param givesRoles whether it changes roles, which a direct chat does not allow
 */
public record Statement(
    List<Device> added,
    List<Device> removed,
    List<Username> invited,
    List<Username> uninvited,
    boolean givesRoles) {

  public Statement {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    invited = List.copyOf(invited);
    uninvited = List.copyOf(uninvited);
  }

  /** Nothing changes for readers: a re-key. */
  public static Statement none() {
    return new Statement(List.of(), List.of(), List.of(), List.of(), false);
  }

  /** One device of one user. */
  public record Device(Username username, DeviceId device) {}
}
