package chat.sotto.client.transport;

import chat.sotto.client.model.AccountPublicKey;
import chat.sotto.client.model.Username;
import java.util.List;

/**
 * A user as the directory describes them. Nothing in it is believed before attestations and pin are
 * checked.
 *
 * @param generation attestations of an older one are void
 */
public record UserRecord(
    Username username, AccountPublicKey accountKey, long generation, List<DeviceRecord> devices) {
  public UserRecord {
    devices = List.copyOf(devices);
  }
}
