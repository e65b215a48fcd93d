package chat.sotto.mls.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.error.MisuseException;
import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void toString_anySecret_isRedacted() {
    Secret secret = Secret.copyOf(new byte[] {0x61, 0x62});
    assertThat(secret.toString()).isEqualTo("Secret[redacted]");
    assertThat(new HpkeKeyPair(new HpkePublicKey(Bytes.EMPTY), secret).toString())
        .contains("redacted")
        .doesNotContain("6162")
        .doesNotContain("97");
  }

  @Test
  void equals_sameBytes_isEqual() {
    assertThat(Secret.copyOf(new byte[] {1, 2})).isEqualTo(Secret.copyOf(new byte[] {1, 2}));
    assertThat(Secret.copyOf(new byte[] {1, 2})).isNotEqualTo(Secret.copyOf(new byte[] {1, 3}));
    assertThat(Secret.zeros(2)).isNotEqualTo(Secret.zeros(3));
  }

  @Test
  void erase_laterUse_isMisuse() {
    byte[] array = {1, 2};
    Secret secret = Secret.owning(array);
    Secret copy = secret.copy();
    secret.erase();
    secret.erase();
    assertThat(array).containsOnly(0);
    assertThat(secret.isErased()).isTrue();
    assertThatExceptionOfType(MisuseException.class).isThrownBy(secret::exportBytes);
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> secret.exportTo(new MlsWriter()));
    assertThat(copy.exportBytes()).containsExactly(1, 2);
  }
}
