package chat.sotto.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "-bob", ".bob", "böb", "bob smith", "", "bob\n", "b/b"})
  void parseUsername_ruleBroken_isRefusedNamingField(String text) {
    SottoException refusal =
        catchThrowableOfType(
            SottoException.class,
            () -> assertThat(Username.parse(text.equals("bob\n") ? "bob\nx" : text)).isNull());

    assertThat(refusal.is(Reason.NAME_INVALID)).isTrue();
    assertThat(refusal.field()).contains("username");
  }

  @Test
  void parseUsername_lengths_areTwoToThirtyTwo() {
    assertThat(Username.parse("ab").value()).isEqualTo("ab");
    assertThat(Username.parse("a".repeat(32)).value()).hasSize(32);
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> Username.parse("a".repeat(33)));
  }

  @Test
  void parseUsername_upperCaseInTurkish_isLowerCasedByRootRules() {
    assertThat(Username.parse(" BIT ").value()).isEqualTo("bit");
  }

  @Test
  void parseChatId_hexInUpperCase_isRead() {
    ChatId id = ChatId.random();

    assertThat(ChatId.parse(id.toString().toUpperCase(java.util.Locale.ROOT))).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "00", "zz000000000000000000000000000000", "000000000000000000000000000000000"})
  void parseChatId_notHex_isRefusedNamingField(String text) {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> ChatId.parse(text))
        .matches(e -> e.is(Reason.INVALID_FIELD) && e.field().orElse("").equals("chat"));
  }

  @Test
  void ofBytes_wrongLength_isABadResponse() {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> DeviceId.of(new byte[15]))
        .matches(e -> e.is(Reason.BAD_RESPONSE));
  }

  @Test
  void named_reasonOfNewerServer_keepsNameAndGivenFailure() {
    SottoException e = SottoException.named("TOO_NEW", Failure.REFUSED, "no").hint("later");

    assertThat(e.reason()).isEqualTo("TOO_NEW");
    assertThat(e.failure().exitCode()).isEqualTo(5);
    assertThat(e.hint()).contains("later");
  }

  @Test
  void named_knownReason_hasItsOwnFailure() {
    assertThat(SottoException.named("CHAT_NOT_FOUND", Failure.FAILED, "no").failure())
        .isEqualTo(Failure.NOT_FOUND);
  }

  @Test
  void generation_zero_isRefused() {
    assertThatExceptionOfType(SottoException.class).isThrownBy(() -> new Generation(0));
  }
}
