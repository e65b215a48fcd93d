package chat.sotto.client.transport;

import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.DevicePublicKey;
import com.google.protobuf.ByteString;

/**
 * A device as the directory describes it.
 *
 * @param attestation the account key's signature over the device and the generation
 * @param generation the account's generation when the attestation was made
 * @param name what its owner calls it
 * @param createdMs when it was registered, server time in milliseconds since 1970-01-01T00:00:00Z
 * @param lastSeenMs when it last called; 0 when it never did, or for other people's devices
 */
public record DeviceRecord(
    DeviceId device,
    DevicePublicKey key,
    ByteString attestation,
    long generation,
    String name,
    long createdMs,
    long lastSeenMs) {}
