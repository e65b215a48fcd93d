package chat.sotto.service.store;

import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Generation;
import com.google.protobuf.ByteString;
import java.util.Map;

/**
 * The end of a device, with the others attested anew.
 *
 * @param device the device that ends, and its owner
 * @param generation the account's next generation
 * @param attestations of each device that remains, at that generation
 */
public record DeviceRevocation(
    DeviceRef device, Generation generation, Map<DeviceId, ByteString> attestations) {
  /** Copies the map. */
  public DeviceRevocation {
    attestations = Map.copyOf(attestations);
  }
}
