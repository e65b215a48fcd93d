package chat.sotto.service.domain;

import com.google.protobuf.ByteString;
import java.time.Instant;

/**
 * A certificate that the server issued to a device.
 *
 * @param der the certificate, DER
 * @param serial its serial number as 16 bytes, big-endian
 * @param keyHash SHA-256 of its SubjectPublicKeyInfo, 32 bytes
 * @param issued when
 */
public record DeviceCertificate(
    ByteString der, ByteString serial, ByteString keyHash, Instant issued) {}
