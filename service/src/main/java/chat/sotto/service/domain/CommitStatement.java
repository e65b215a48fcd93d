package chat.sotto.service.domain;

import java.util.List;

/**
 * What a commit says in the clear about readers and rights, so that the server need not read
 * commits.
 *
 * @param added devices that become readers, from this entry on
 * @param removed devices that read nothing after this entry
 * @param roles users whose role changes
 * @param invited users whom it invites
 * @param uninvited users whose invitation it withdraws
 */
public record CommitStatement(
    List<DeviceRef> added,
    List<DeviceRef> removed,
    List<RoleChange> roles,
    List<Username> invited,
    List<Username> uninvited) {
  /** A statement that changes nothing: a re-key. */
  public static final CommitStatement NOTHING =
      new CommitStatement(List.of(), List.of(), List.of(), List.of(), List.of());

  /** Copies the lists. */
  public CommitStatement {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    roles = List.copyOf(roles);
    invited = List.copyOf(invited);
    uninvited = List.copyOf(uninvited);
  }

  /** A statement by which one device joins. */
  public static CommitStatement joining(DeviceRef device) {
    return new CommitStatement(List.of(device), List.of(), List.of(), List.of(), List.of());
  }

  /** The first statement of a chat: the creator joins and invites. */
  public static CommitStatement founding(DeviceRef creator, List<Username> invited) {
    return new CommitStatement(List.of(creator), List.of(), List.of(), invited, List.of());
  }
}
