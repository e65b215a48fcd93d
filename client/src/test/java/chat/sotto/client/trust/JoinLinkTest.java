package chat.sotto.client.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoinLinkTest {
  private static final String FP = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
  private static final String TOKEN = "AAECAwQFBgcICQoLDA0ODw";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sotto://chat.example.org:7444/#" + FP + "." + TOKEN,
        "sotto://192.0.2.7:1/#" + FP,
        "sotto://[2001:db8::1]:65535/#" + FP + "." + TOKEN,
        "sotto://[::1]:7444/#" + FP,
        "sotto://localhost:7444/#" + FP
      })
  void parse_wellFormed_formatsToTheSame(String link) {
    assertThat(JoinLink.parse(link).format()).isEqualTo(link);
  }

  @Test
  void parse_ipv6_hasHostWithoutBrackets() {
    assertThat(JoinLink.parse("sotto://[::1]:7444/#" + FP).host()).isEqualTo("::1");
  }

  @Test
  void parse_upperCaseSchemeBlanksAndNoSlash_isRead() {
    JoinLink link = JoinLink.parse("  SOTTO://h.example:7444#" + FP + "\n");

    assertThat(link.format()).isEqualTo("sotto://h.example:7444/#" + FP);
  }

  @Test
  void toString_withToken_leavesItOut() {
    JoinLink link = JoinLink.parse("sotto://h:7444/#" + FP + "." + TOKEN);

    assertThat(link.toString()).contains(FP).doesNotContain(TOKEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://h:7444/#FP | must begin with sotto://",
        "sotto://h:7444/ | no fingerprint",
        "sotto://h/#FP | no port",
        "sotto://h:/#FP | port must be between",
        "sotto://h:0/#FP | port must be between",
        "sotto://h:65536/#FP | port must be between",
        "sotto://h:99999999999/#FP | port must be between",
        "sotto://::1:7444/#FP | brackets",
        "sotto://[h]:7444/#FP | no IPv6 address",
        "sotto://[1.2.3.4]:7444/#FP | no IPv6 address",
        "sotto://:7444/#FP | neither a name nor an address",
        "sotto://a b:7444/#FP | neither a name nor an address",
        "sotto://h/x:7444/#FP | neither a name nor an address",
        "sotto://u@h:7444/#FP | neither a name nor an address",
        "sotto://h:7444/#AAEC | fingerprint is cut off",
        "sotto://h:7444/#FPAA | fingerprint",
        "sotto://h:7444/#!! | fingerprint is not base64url",
        "sotto://h:7444/#FP. | token is cut off",
        "sotto://h:7444/#FP.AAEC | token is cut off",
        "sotto://h:7444/#FP.$$ | token is not base64url",
      })
  void parse_wrongPart_isNamed(String link, String what) {
    SottoException refusal =
        catchThrowableOfType(
            SottoException.class, () -> JoinLink.parse(link.replace("FP", FP)).format());

    assertThat(refusal.is(Reason.LINK_INVALID)).isTrue();
    assertThat(refusal).hasMessageContaining(what);
    assertThat(refusal.field()).contains("join");
  }

  @Test
  void parse_veryLong_isRefusedUnread() {
    SottoException refusal =
        catchThrowableOfType(
            SottoException.class,
            () -> JoinLink.parse("sotto://" + "h".repeat(2000) + ":1/#" + FP).format());

    assertThat(refusal).hasMessageContaining("longer than");
  }

  @Test
  void parse_garbledOrCutOff_givesTypedRefusalOrALink() {
    Random random = new Random(2);
    String link = "sotto://[2001:db8::1]:7444/#" + FP + "." + TOKEN;
    for (int i = 0; i < 5_000; i++) {
      StringBuilder garbled = new StringBuilder(link);
      garbled.setCharAt(random.nextInt(link.length()), (char) random.nextInt(300));
      String text = garbled.substring(0, random.nextInt(link.length() + 1));
      try {
        assertThat(JoinLink.parse(text).format()).startsWith("sotto://");
      } catch (SottoException e) {
        assertThat(e.is(Reason.LINK_INVALID)).isTrue();
      }
    }
  }
}
