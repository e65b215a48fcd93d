package chat.sotto.client.transport;

import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Username;
import com.google.protobuf.ByteString;

/**
 * Asks for a new certificate in place of an expired one.
 *
 * @param csr PKCS #10, DER
 * @param serial the expired certificate's serial number, 16 bytes
 * @param signature by the device key (docs/protocol.md, section 2)
 */
public record ExpiredCertificate(
    Username username, DeviceId device, ByteString csr, ByteString serial, ByteString signature) {}
