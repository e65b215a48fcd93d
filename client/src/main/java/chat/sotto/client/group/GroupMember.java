package chat.sotto.client.group;

import chat.sotto.client.identity.DeviceCredential;
import chat.sotto.client.model.AccountPublicKey;
import chat.sotto.client.model.Username;
import java.util.List;

/**
 * A user in a group.
 *
 * @param devices at least one; sorted by device id
 */
public record GroupMember(
    Username user, AccountPublicKey accountKey, List<DeviceCredential> devices) {
  /** Copies the list. */
  public GroupMember {
    devices = List.copyOf(devices);
  }
}
