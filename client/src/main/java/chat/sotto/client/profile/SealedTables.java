package chat.sotto.client.profile;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Username;
import java.nio.charset.StandardCharsets;

/**
 * The database together with the seal: what every store of the profile stands on.
 *
 * @param database where rows are
 * @param seal what their values are sealed with
 */
record SealedTables(Database database, RowSeal seal) {

  byte[] reference(ChatId chat) {
    return seal.reference("chat", chat.toBytes());
  }

  byte[] reference(DeviceId device) {
    return seal.reference("device", device.toBytes());
  }

  byte[] reference(ClientMessageId clientId) {
    return seal.reference("client id", clientId.toBytes());
  }

  byte[] reference(Username username) {
    return seal.reference("user", username.value().getBytes(StandardCharsets.UTF_8));
  }

  byte[] reference(String kind, String name) {
    return seal.reference(kind, name.getBytes(StandardCharsets.UTF_8));
  }

  /** A row's identity made of two references of 16 bytes. */
  static byte[] join(byte[] first, byte[] second) {
    byte[] joined = new byte[first.length + second.length];
    System.arraycopy(first, 0, joined, 0, first.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
