package chat.sotto.client.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;

class NativeCiphersTest {
  @Test
  void install_givesAesGcmByBoringSsl_andNothingElse() throws Exception {
    assertThat(NativeCiphers.install()).isTrue();

    assertThat(Cipher.getInstance("AES/GCM/NoPadding").getProvider().getName())
        .isEqualTo("Conscrypt");
    assertThat(Cipher.getInstance("aes/gcm/nopadding").getProvider().getName())
        .isEqualTo("Conscrypt");
    assertThat(Cipher.getInstance("AES/CTR/NoPadding").getProvider().getName())
        .doesNotContain("onscrypt");
    assertThat(MessageDigest.getInstance("SHA-256").getProvider().getName())
        .doesNotContain("onscrypt");
  }
}
