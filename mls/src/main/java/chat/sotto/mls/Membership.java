package chat.sotto.mls;

import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.GroupId;

/** Where a commit leaves this member: in the group, or out of it. */
public sealed interface Membership permits Group, ClosedGroup {
  /** The group's id. */
  GroupId id();

  /** The latest epoch that this member knows of. */
  Epoch epoch();

  /**
   * The group, for those who know that they are in it.
   *
   * @throws MisuseException if they are not
   */
  default Group getGroup() {
    if (this instanceof Group group) {
      return group;
    }
    throw new MisuseException("this group is closed: look which kind of ClosedGroup it is");
  }
}
