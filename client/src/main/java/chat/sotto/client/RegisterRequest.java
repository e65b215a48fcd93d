package chat.sotto.client;

import chat.sotto.client.model.Username;
import chat.sotto.client.password.Password;
import java.nio.file.Path;

/**
 * What a newcomer decides.
 *
 * @param profile the directory that becomes the profile: absent, empty, or left by a registration
 *     that did not finish
 * @param joinLink the link as it was given, {@code sotto://HOST:PORT/#FINGERPRINT[.TOKEN]}
 * @param username the wanted name
 * @param deviceName what to call this device, at most 64 characters
 * @param password the new password; weak ones are refused
 * @param vault false keeps the account's keys in this profile instead of, sealed, on the server
 */
public record RegisterRequest(
    Path profile,
    String joinLink,
    Username username,
    String deviceName,
    Password password,
    boolean vault) {

  /** Without the link, which may hold a token. */
  @Override
  public String toString() {
    return "RegisterRequest[" + username + " on " + deviceName + ", vault=" + vault + "]";
  }
}
