package chat.sotto.mls.crypto;

import chat.sotto.mls.codec.MlsWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * HPKE's exporter (RFC 9180 §5.1, §5.3) in base mode with empty info, as external commits use it.
 * Tink has no public API for it.
 */
final class HpkeExport {
  private static final byte MODE_BASE = 0;
  private static final byte[] NOTHING = new byte[0];

  private final Hkdf hkdf;
  private final byte[] suiteId;

  HpkeExport(CipherSuite suite) {
    this.hkdf = new Hkdf(suite.hash());
    this.suiteId =
        new MlsWriter()
            .writeFixed("HPKE".getBytes(StandardCharsets.US_ASCII))
            .writeUint16(suite.kem().hpkeId())
            .writeUint16(suite.hash().hpkeKdfId())
            .writeUint16(suite.aead().hpkeId())
            .toByteArray();
  }

  /** The exported secret; the shared secret of the KEM is overwritten. */
  byte[] export(byte[] sharedSecret, byte[] exporterContext, int length, int secretLength) {
    byte[] context =
        new MlsWriter()
            .writeUint8(MODE_BASE)
            .writeFixed(DhKem.labeledExtract(hkdf, suiteId, NOTHING, "psk_id_hash", NOTHING))
            .writeFixed(DhKem.labeledExtract(hkdf, suiteId, NOTHING, "info_hash", NOTHING))
            .toByteArray();
    byte[] secret = DhKem.labeledExtract(hkdf, suiteId, sharedSecret, "secret", NOTHING);
    byte[] exporter = DhKem.labeledExpand(hkdf, suiteId, secret, "exp", context, secretLength);
    try {
      return DhKem.labeledExpand(hkdf, suiteId, exporter, "sec", exporterContext, length);
    } finally {
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(exporter, (byte) 0);
      Arrays.fill(sharedSecret, (byte) 0);
    }
  }
}
