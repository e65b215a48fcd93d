package chat.sotto.service.store;

import chat.sotto.service.domain.AuthKey;
import chat.sotto.service.domain.Credentials;
import chat.sotto.service.domain.DeviceCertificate;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.TokenHash;
import com.google.protobuf.ByteString;
import java.util.Optional;

/**
 * An account with its first device, as it wants to be stored.
 *
 * @param token the join token that pays for it; empty where none is needed
 * @param device the new name and the first device
 * @param accountKey Ed25519 public key, 32 bytes
 * @param deviceName what the owner calls the device
 * @param deviceKey Ed25519 public key, 32 bytes
 * @param attestation of the device at generation 1
 * @param certificate what is issued to the device if this is not a repeat
 * @param passwordKey the auth key that {@code credentials} verify; serves only to recognise a
 *     repeat and is not stored
 * @param credentials what is stored to verify password and recovery code
 * @param accountKeyRecord the first vault record, sealed; empty with {@code --no-vault}
 * @param operator whether the account is an operator's from the start
 */
public record Registration(
    Optional<TokenHash> token,
    DeviceRef device,
    ByteString accountKey,
    String deviceName,
    ByteString deviceKey,
    ByteString attestation,
    DeviceCertificate certificate,
    AuthKey passwordKey,
    Credentials credentials,
    Optional<ByteString> accountKeyRecord,
    boolean operator) {}
