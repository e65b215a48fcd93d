package chat.sotto.client.session;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.AeadKey;
import chat.sotto.client.primitives.Secrets;
import chat.sotto.client.profile.EpochKey;
import chat.sotto.client.profile.Profile;
import chat.sotto.client.vault.RecordName;
import chat.sotto.client.vault.VaultOwner;
import chat.sotto.client.vault.VaultRecordCipher;
import chat.sotto.client.vault.VaultRecords;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts epochs' keys into the vault, for the account's later devices. Best effort: what fails is
 * tried again with the next key and at the next connection; the profile remembers what is missing.
 */
final class VaultSync {

  private static final Logger LOG = LoggerFactory.getLogger(VaultSync.class);

  private final Profile profile;
  private final VaultOwner owner;
  private final ServerAccess access;
  private final Executor serial;

  VaultSync(Profile profile, VaultOwner owner, ServerAccess access, Executor serial) {
    this.profile = profile;
    this.owner = owner;
    this.access = access;
    this.serial = serial;
  }

  /** There may be new keys in a chat. */
  void wake(ChatId chat) {
    serial.execute(
        () -> {
          try {
            store(chat);
          } catch (SottoException e) {
            LOG.info("keys of chat {} are not in the vault yet: {}", chat, e.reason());
          } catch (IllegalStateException e) {
            // The profile closed meanwhile.
            LOG.debug("the vault is not written", e);
          }
        });
  }

  private void store(ChatId chat) {
    Optional<AeadKey> dataKey = profile.secrets().findVaultDataKey();
    if (dataKey.isEmpty()) {
      return;
    }
    VaultRecordCipher cipher = new VaultRecordCipher(dataKey.get(), owner);
    for (EpochKey key : profile.keyring().notInVault(chat)) {
      RecordName name = RecordName.epoch(chat, key.epoch());
      // A version in the way is this key's own, from an attempt whose answer was lost.
      var unused = put(cipher, name, key);
      profile.keyring().markInVault(chat, key.epoch());
    }
  }

  private VaultRecords.Put put(VaultRecordCipher cipher, RecordName name, EpochKey key) {
    boolean here = profile.vault().findKeysByPassword().isPresent();
    return here
        ? profile.vault().put(cipher.seal(name, 1, Secrets.export(key.payloadKey())))
        : access.call(
            server -> server.vault().put(cipher.seal(name, 1, Secrets.export(key.payloadKey()))));
  }

  /** Destroys a chat's keys in the vault. */
  void forget(ChatId chat, long lastEpoch) {
    serial.execute(
        () -> {
          try {
            for (long epoch = 0; epoch <= lastEpoch; epoch++) {
              RecordName name = RecordName.epoch(chat, new chat.sotto.client.model.Epoch(epoch));
              if (profile.vault().findKeysByPassword().isPresent()) {
                profile.vault().delete(name);
              } else {
                var unused =
                    access.call(
                        server -> {
                          server.vault().delete(name);
                          return true;
                        });
              }
            }
          } catch (SottoException e) {
            LOG.warn("keys of a deleted chat are still in the vault: {}", e.reason());
          }
        });
  }
}
