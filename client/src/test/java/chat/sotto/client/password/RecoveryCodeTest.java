package chat.sotto.client.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryCodeTest {
  @Test
  void format_generated_isEightGroupsOfFourAndParses() {
    RecoveryCode code = RecoveryCode.generate();

    assertThat(code.format()).matches("([A-Z2-7]{4}-){7}[A-Z2-7]{4}");
    assertThat(RecoveryCode.parse(code.format())).isEqualTo(code);
    assertThat(RecoveryCode.generate()).isNotEqualTo(code);
    assertThat(code.toString()).isEqualTo("RecoveryCode[redacted]");
  }

  @Test
  void parse_asPeopleType_isTheSame() {
    RecoveryCode code = RecoveryCode.parse("OIBA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH");

    assertThat(RecoveryCode.parse(" 018abbbb cccc.dddd\teeee_ffff,gggghhhh\n")).isEqualTo(code);
    assertThat(RecoveryCode.parse(code.format().toLowerCase(Locale.ROOT))).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AAAA",
        "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHH",
        "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHHH",
        "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHH9",
        "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHÄ"
      })
  void parse_wrongLengthOrLetter_isRefusedWithoutShowingIt(String typed) {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> RecoveryCode.parse(typed))
        .matches(e -> e.is(Reason.RECOVERY_CODE_INVALID))
        .matches(e -> typed.isEmpty() || !e.getMessage().contains(typed));
  }

  @Test
  void parse_endless_isRefused() {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> RecoveryCode.parse("A".repeat(1_000_000)))
        .withMessageContaining("too long");
  }
}
