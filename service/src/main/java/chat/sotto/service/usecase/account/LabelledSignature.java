package chat.sotto.service.usecase.account;

import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Generation;
import com.google.crypto.tink.subtle.Ed25519Verify;
import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * Checks what clients have signed: {@code VerifyWithLabel} of RFC 9420 §5.1.2 with Ed25519, over
 * the contents of docs/protocol.md, sections 2 and 3.
 */
final class LabelledSignature {
  private static final String ATTESTATION = "sotto attestation v1";
  private static final String RENEWAL = "sotto certificate renewal v1";
  private static final String PREFIX = "MLS 1.0 ";

  /** RFC 9420 §2.1.2: lengths below these take one, two, or else four bytes. */
  private static final int ONE_BYTE_LIMIT = 1 << 6;

  private static final int TWO_BYTE_LIMIT = 1 << 14;

  private LabelledSignature() {}

  /** Whether the account key vouches for the device at this generation. */
  static boolean isAttestation(
      ByteString fingerprint,
      ByteString accountKey,
      DeviceRef device,
      ByteString deviceKey,
      Generation generation,
      ByteString signature) {
    byte[] content =
        fields(
            fingerprint.toByteArray(),
            utf8(device.user().value()),
            device.device().toBytes(),
            deviceKey.toByteArray(),
            ByteBuffer.allocate(Long.BYTES).putLong(generation.value()).array());
    return verify(accountKey, ATTESTATION, content, signature);
  }

  /**
   * Whether the device key asks for a certificate for this key, to replace the one with this
   * serial.
   */
  static boolean isRenewal(
      ByteString fingerprint,
      DeviceRef device,
      ByteString deviceKey,
      ByteString serial,
      ByteString keyHash,
      ByteString signature) {
    byte[] content =
        fields(
            fingerprint.toByteArray(),
            utf8(device.user().value()),
            device.device().toBytes(),
            serial.toByteArray(),
            keyHash.toByteArray());
    return verify(deviceKey, RENEWAL, content, signature);
  }

  private static boolean verify(
      ByteString key, String label, byte[] content, ByteString signature) {
    if (key.size() != Ed25519Verify.PUBLIC_KEY_LEN
        || signature.size() != Ed25519Verify.SIGNATURE_LEN) {
      return false;
    }
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    writeVector(signed, (PREFIX + label).getBytes(StandardCharsets.US_ASCII));
    writeVector(signed, content);
    try {
      new Ed25519Verify(key.toByteArray()).verify(signature.toByteArray(), signed.toByteArray());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static void writeVector(ByteArrayOutputStream out, byte[] bytes) {
    int length = bytes.length;
    if (length < ONE_BYTE_LIMIT) {
      out.write(length);
    } else if (length < TWO_BYTE_LIMIT) {
      out.write(0x40 | (length >>> 8));
      out.write(length);
    } else {
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(0x80000000 | length).array());
    }
    out.writeBytes(bytes);
  }

  private static byte[] fields(byte[]... fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] field : fields) {
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
      out.writeBytes(field);
    }
    return out.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
