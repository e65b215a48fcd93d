package chat.sotto.service.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class AuthVerifierTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ByteString KEY_BYTES = ByteString.copyFromUtf8("k".repeat(32));
  private static final AuthKey KEY = AuthKey.of(KEY_BYTES);

  @Test
  void matches_theKeyAlone() {
    AuthVerifier verifier = AuthVerifier.of(KEY, RANDOM);

    assertThat(verifier.matches(KEY)).isTrue();
    assertThat(verifier.matches(AuthKey.of(ByteString.copyFromUtf8("x".repeat(32))))).isFalse();
  }

  @Test
  void hash_isOverSaltAndKey() {
    AuthVerifier verifier = AuthVerifier.of(KEY, RANDOM);

    assertThat(verifier.hash().toByteArray())
        .isEqualTo(
            Hashing.sha256().hashBytes(verifier.salt().concat(KEY_BYTES).toByteArray()).asBytes());
    assertThat(new AuthVerifier(verifier.salt(), verifier.hash()).matches(KEY)).isTrue();
  }

  @Test
  void isSameAs_knowsTwoVerifiersOfOneKeyApart() {
    AuthVerifier verifier = AuthVerifier.of(KEY, RANDOM);

    assertThat(verifier.isSameAs(new AuthVerifier(verifier.salt(), verifier.hash()))).isTrue();
    assertThat(verifier.isSameAs(AuthVerifier.of(KEY, RANDOM))).isFalse();
  }

  @Test
  void toString_tellsNothing() {
    AuthVerifier verifier = AuthVerifier.of(KEY, RANDOM);
    TokenHash token = TokenHash.of(KEY_BYTES);

    assertThat(KEY).hasToString("AuthKey[redacted]");
    assertThat(new Credentials(verifier, verifier, SealedVaultKeys.NONE).toString())
        .contains("password=AuthVerifier[redacted], recovery=AuthVerifier[redacted]");
    assertThat(token).hasToString("TokenHash[redacted]");
  }

  @Test
  void otherLengths_areRefused() {
    ByteString three = ByteString.copyFromUtf8("abc");

    assertThatThrownBy(() -> AuthKey.of(three)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AuthVerifier(three, KEY_BYTES))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
