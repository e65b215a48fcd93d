package chat.sotto.client.vault;

import chat.sotto.client.codec.Fields;
import chat.sotto.client.model.Username;
import chat.sotto.client.trust.CaFingerprint;

/**
 * Whose vault it is: part of all associated data, so that nothing sealed for one account opens for
 * another.
 */
public record VaultOwner(CaFingerprint server, Username user) {
  /** The list that every associated data begins with. */
  Fields fields(String label) {
    return Fields.of(label).bytes(server.value()).text(user.value());
  }
}
