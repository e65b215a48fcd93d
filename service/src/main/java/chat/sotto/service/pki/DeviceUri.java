package chat.sotto.service.pki;

import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Username;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name in a device certificate: {@code sotto://SERVERID/USER/DEVICEHEX}, in exactly one form.
 */
final class DeviceUri {
  private static final int MAX_LENGTH = 200;
  private static final Pattern FORM =
      Pattern.compile("sotto://([0-9a-f]{32})/([a-z0-9._-]+)/([0-9a-f]{32})");

  private DeviceUri() {}

  static String format(String serverId, DeviceRef device) {
    return "sotto://" + serverId + "/" + device.user() + "/" + device.device();
  }

  /** The device that a URI names; empty if it is malformed or another server's. */
  static Optional<DeviceRef> parse(String serverId, String uri) {
    if (uri.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher parts = FORM.matcher(uri);
    if (!parts.matches() || !parts.group(1).equals(serverId)) {
      return Optional.empty();
    }
    DeviceId device = DeviceId.ofHex(parts.group(3));
    return Username.parse(parts.group(2)).map(user -> new DeviceRef(user, device));
  }
}
