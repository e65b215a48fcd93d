package chat.sotto.client.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.crypto.tink.util.SecretBytes;
import org.junit.jupiter.api.Test;

class HpkeX25519Test {
  private final SecretBytes key = Secrets.random(32);

  @Test
  void open_sealedToPublicKey_isThePlaintext() throws UnsealException {
    byte[] sealed = HpkeX25519.seal(HpkeX25519.publicKey(key), new byte[32], new byte[] {1});

    assertThat(sealed).hasSize(32 + HpkeX25519.OVERHEAD);
    assertThat(HpkeX25519.open(key, sealed, new byte[] {1})).isEqualTo(new byte[32]);
  }

  @Test
  void open_otherInfoKeyOrAltered_fails() throws UnsealException {
    byte[] sealed = HpkeX25519.seal(HpkeX25519.publicKey(key), new byte[32], new byte[] {1});
    byte[] altered = sealed.clone();
    altered[40] ^= 1;

    assertThatExceptionOfType(UnsealException.class)
        .isThrownBy(() -> HpkeX25519.open(key, sealed, new byte[] {2}));
    assertThatExceptionOfType(UnsealException.class)
        .isThrownBy(() -> HpkeX25519.open(Secrets.random(32), sealed, new byte[] {1}));
    assertThatExceptionOfType(UnsealException.class)
        .isThrownBy(() -> HpkeX25519.open(key, altered, new byte[] {1}));
    assertThatExceptionOfType(UnsealException.class)
        .isThrownBy(() -> HpkeX25519.open(key, new byte[3], new byte[] {1}));
  }

  @Test
  void seal_pointOfLowOrder_fails() {
    assertThatExceptionOfType(UnsealException.class)
        .isThrownBy(() -> HpkeX25519.seal(new byte[32], new byte[32], new byte[0]));
  }
}
