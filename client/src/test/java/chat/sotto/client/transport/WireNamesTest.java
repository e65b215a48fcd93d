package chat.sotto.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server's spelling of a name is not trusted: it goes to screens, files and other programs. */
class WireNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "b",
        "Bob",
        ".bob",
        "bob\n",
        "bob\u0000",
        "\u001b[2Jbob",
        "b\u202Eob",
        "b\u200Bob",
        "b\u043Eb",
        "bo\u212A",
        "b\u00F6b",
        "bob\uD800",
        "two words",
        "abcdefghijklmnopqrstuvwxyz0123456"
      })
  void username_thatBreaksTheRule_isABadResponse(String name) {
    SottoException refusal = catchThrowableOfType(SottoException.class, () -> Wire.username(name));
    assertThat(refusal.is(Reason.BAD_RESPONSE)).isTrue();
  }

  @Test
  void username_withinTheRule_isTaken() {
    assertThat(Wire.username("b0b._-")).isEqualTo(new Username("b0b._-"));
  }
}
