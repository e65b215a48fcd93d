package chat.sotto.client.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.primitives.Secrets;
import chat.sotto.client.trust.CaFingerprint;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {
  private static final CaFingerprint SERVER = CaFingerprint.of(new byte[32]);
  private static final Username BOB = new Username("bob-the-builder");
  private static final Password GOOD = Password.of("correct horse battery");

  @Test
  void of_sevenCharacters_isTooShort() {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> Password.of("1234567"))
        .matches(e -> e.is(Reason.PASSWORD_TOO_SHORT) && e.field().isPresent());
  }

  @Test
  void of_fourEmoji_countsCodePoints() {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> Password.of("\uD83D\uDE00".repeat(4)));
    assertThat(Password.of("\uD83D\uDE00".repeat(8)).toString()).isEqualTo("Password[redacted]");
  }

  @Test
  void of_beyondOneThousandCharacters_isRefused() {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> Password.of("x".repeat(1025)))
        .matches(e -> e.is(Reason.INVALID_FIELD));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "12345678",
        "qwertyui",
        "aaaaaaaaaa",
        "bob-the-builder",
        "bob-the-builder1"
      })
  void check_guessable_isTooWeakWithHint(String text) {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> PasswordStrength.check(Password.of(text), BOB))
        .matches(e -> e.is(Reason.PASSWORD_TOO_WEAK) && e.hint().isPresent())
        .matches(e -> text.equals("password") || !e.getMessage().contains(text));
  }

  @Test
  void check_nameInUpperCaseAsBulk_isTooWeak() {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> PasswordStrength.check(Password.of("zvKpwm!9Q"), new Username("zvkpwm")))
        .matches(e -> e.hint().orElse("").contains("user name"));
  }

  @Test
  void check_good_passes() {
    assertThatCode(() -> PasswordStrength.check(GOOD, BOB)).doesNotThrowAnyException();
    assertThatCode(() -> PasswordStrength.check(Password.of("x".repeat(500) + "vq83hfoz"), BOB))
        .isInstanceOf(SottoException.class);
  }

  /** Fixed for all time: other values would lock every account out. */
  @Test
  void derive_golden_isFixed() {
    PasswordKeys keys = PasswordKeys.derive(GOOD, SERVER, BOB);

    assertThat(HexFormat.of().formatHex(Secrets.export(keys.authKey())))
        .isEqualTo("38fd6b467997e2dc3e714dde7697105aae736ce2d1f9d1fba9a377a43dd022d2");
    assertThat(HexFormat.of().formatHex(Secrets.export(keys.vaultWrapKey().secret())))
        .isEqualTo("7b7746ba9c4451f4d40060de6fe8b6a296765775ac1ba22a75593dec99b5e3eb");
    assertThat(HexFormat.of().formatHex(Secrets.export(keys.profileWrapKey().secret())))
        .isEqualTo("03e8f6fe074b4a6430aa764750f3a5a1f604b2dbdd6853ff5bbfe008ddbd4427");
    assertThat(keys.toString()).isEqualTo("PasswordKeys[redacted]");
  }

  @Test
  void derive_decomposedUmlaut_isTheSameKey() {
    PasswordKeys composed =
        PasswordKeys.derive(Password.of("gr\u00fc\u00dfe an alle"), SERVER, BOB);
    PasswordKeys decomposed =
        PasswordKeys.derive(Password.of("gru\u0308\u00dfe an alle"), SERVER, BOB);

    assertThat(composed.authKey().equalsSecretBytes(decomposed.authKey())).isTrue();
  }

  @Test
  void derive_recoveryCode_dependsOnServerAndUser() {
    RecoveryCode code = RecoveryCode.parse("AAAABBBBCCCCDDDDEEEEFFFFGGGGHHHH");
    PasswordKeys one = PasswordKeys.derive(code, SERVER, BOB);

    assertThat(HexFormat.of().formatHex(Secrets.export(one.authKey())))
        .isEqualTo("62714897c045168fb2a0293032c1955b41dea6b592a96a8af13c447c69500580");
    assertThat(
            one.authKey()
                .equalsSecretBytes(
                    PasswordKeys.derive(code, SERVER, new Username("eve")).authKey()))
        .isFalse();
    assertThat(
            one.authKey()
                .equalsSecretBytes(
                    PasswordKeys.derive(code, CaFingerprint.of(filled()), BOB).authKey()))
        .isFalse();
  }

  private static byte[] filled() {
    byte[] bytes = new byte[32];
    bytes[0] = 1;
    return bytes;
  }
}
