package chat.sotto.service.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.sotto.service.pki.SigningRequest.Flaw;
import chat.sotto.service.pki.SigningRequest.RefusedException;
import chat.sotto.service.support.ClientKeys;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Requests for certificates: each check with a request that fails it alone. */
class SigningRequestTest {
  private final KeyPair keys = ClientKeys.p256();

  @Test
  void check_goodRequest_yieldsItsKey() throws RefusedException {
    assertThat(SigningRequest.check(ClientKeys.csr(keys)).publicKey()).isEqualTo(keys.getPublic());
  }

  @Test
  void check_signedByAnotherKey_isRefused() {
    byte[] stolen = ClientKeys.csr(keys, ClientKeys.p256(), "SHA256withECDSA");

    assertRefused(stolen, Flaw.BAD_SIGNATURE);
  }

  @Test
  void check_signedWithAnotherHash_isRefused() {
    assertRefused(ClientKeys.csr(keys, keys, "SHA384withECDSA"), Flaw.BAD_SIGNATURE);
  }

  @Test
  void check_anotherCurve_isRefused() {
    assertRefused(ClientKeys.csr(ClientKeys.ec("secp384r1")), Flaw.NOT_P256);
  }

  @Test
  void check_rsaKey_isRefused() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair rsa = generator.generateKeyPair();

    assertRefused(ClientKeys.csr(rsa, rsa, "SHA256withRSA"), Flaw.NOT_P256);
  }

  @Test
  void check_bytesLeftOver_isRefused() {
    byte[] csr = ClientKeys.csr(keys);

    assertRefused(Arrays.copyOf(csr, csr.length + 1), Flaw.NOT_DER);
  }

  @Test
  void check_truncated_isRefused() {
    byte[] csr = ClientKeys.csr(keys);

    assertRefused(Arrays.copyOf(csr, csr.length - 1), Flaw.NOT_DER);
  }

  @Test
  void check_empty_isRefused() {
    assertRefused(new byte[0], Flaw.SIZE);
  }

  @Test
  void check_tooLong_isRefused() {
    assertRefused(new byte[SigningRequest.MAX_BYTES + 1], Flaw.SIZE);
  }

  @Test
  void check_anyBitFlipped_neverYieldsAnotherKey() {
    byte[] csr = ClientKeys.csr(keys);
    Random random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = csr.clone();
      int bit = random.nextInt(csr.length * 8);
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      try {
        // A few bits outside the signed part do not matter.
        assertThat(SigningRequest.check(damaged).publicKey()).isEqualTo(keys.getPublic());
      } catch (RefusedException e) {
        assertThat(e.flaw()).isNotNull();
      }
    }
  }

  private static void assertRefused(byte[] der, Flaw flaw) {
    assertThat(catchThrowableOfType(RefusedException.class, () -> SigningRequest.check(der)))
        .isNotNull()
        .returns(flaw, RefusedException::flaw);
  }
}
