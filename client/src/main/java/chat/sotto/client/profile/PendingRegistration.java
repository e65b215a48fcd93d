package chat.sotto.client.profile;

import chat.sotto.client.password.RecoveryCode;
import chat.sotto.client.trust.JoinLink;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;

/**
 * What a registration has decided before it asked the server, so that it can ask again for exactly
 * the same. Deleted when the server has answered and the recovery code has been handed over.
 *
 * @param link the join link, with its token
 * @param deviceName what the device is called
 * @param vault whether the server keeps the sealed vault
 * @param accountSeed the account key's seed
 * @param recoveryCode the code that will be shown
 * @param vaultKeysByPassword the sealed vault keys
 * @param vaultKeysByRecovery the sealed vault keys
 * @param accountKeyRecord the sealed vault record {@code account-key}, version 1
 */
public record PendingRegistration(
    JoinLink link,
    String deviceName,
    boolean vault,
    SecretBytes accountSeed,
    RecoveryCode recoveryCode,
    Bytes vaultKeysByPassword,
    Bytes vaultKeysByRecovery,
    Bytes accountKeyRecord) {}
