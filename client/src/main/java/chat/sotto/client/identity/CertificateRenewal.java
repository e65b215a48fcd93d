package chat.sotto.client.identity;

import chat.sotto.client.codec.Fields;
import chat.sotto.client.primitives.Digests;
import chat.sotto.client.trust.CaFingerprint;
import chat.sotto.client.trust.TlsIdentity;
import chat.sotto.client.trust.TlsKey;

/**
 * Proves, without a certificate in date, that a device asks for a new one (docs/protocol.md,
 * section 2).
 */
public final class CertificateRenewal {
  private static final String LABEL = "sotto certificate renewal v1";

  private CertificateRenewal() {}

  /**
   * The device key's signature, 64 bytes, over the expired certificate's serial and the new TLS
   * key.
   */
  public static byte[] sign(
      LocalDevice device, CaFingerprint server, TlsIdentity expired, TlsKey newKey) {
    return device.key().sign(LABEL, content(device, server, expired.serial(), newKey));
  }

  static byte[] content(LocalDevice device, CaFingerprint server, byte[] serial, TlsKey newKey) {
    return Fields.of(server.value())
        .text(device.user().value())
        .bytes(device.device().value())
        .bytes(serial)
        .bytes(Digests.sha256(newKey.publicKey().getEncoded()))
        .toBytes();
  }
}
