package chat.sotto.service.domain;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Optional;

/**
 * A device of an account.
 *
 * @param ref the device and its owner
 * @param name what its owner calls it, at most 64 characters
 * @param deviceKey Ed25519 public key, 32 bytes
 * @param attestation the account key's signature over the device and the generation, 64 bytes
 * @param generation the account's generation when the attestation was made
 * @param certificate the newest certificate
 * @param previousSerial serial number of the certificate before the newest; empty when there was
 *     none
 * @param created when it was registered
 * @param lastSeen when it last called
 * @param revoked when it was revoked; empty while it is good
 */
public record DeviceRecord(
    DeviceRef ref,
    String name,
    ByteString deviceKey,
    ByteString attestation,
    Generation generation,
    DeviceCertificate certificate,
    Optional<ByteString> previousSerial,
    Instant created,
    Instant lastSeen,
    Optional<Instant> revoked) {
  /** The device's id. */
  public DeviceId id() {
    return ref.device();
  }

  /** Whose it is. */
  public Username owner() {
    return ref.user();
  }

  /** Whether it was revoked. */
  public boolean isRevoked() {
    return revoked.isPresent();
  }
}
