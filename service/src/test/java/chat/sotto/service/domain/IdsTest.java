package chat.sotto.service.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  private static final String HEX = "00ff02030405060788090a0b0c0d0eff";

  @Test
  void ids_throughBytesAndHex_stayTheSame() {
    ChatId chat = ChatId.ofHex(HEX);

    assertThat(chat).hasToString(HEX);
    assertThat(ChatId.of(chat.toByteString())).isEqualTo(chat);
    assertThat(ChatId.of(chat.toBytes())).isEqualTo(chat);
    assertThat(DeviceId.ofHex(HEX)).hasToString(HEX);
    assertThat(ClientMessageId.ofHex(HEX)).hasToString(HEX);
  }

  @Test
  void ids_order_asTheirBytesDo() {
    assertThat(ChatId.ofHex("7f" + "0".repeat(30))).isLessThan(ChatId.ofHex("80" + "0".repeat(30)));
    assertThat(ChatId.ofHex("0".repeat(16) + "7f" + "0".repeat(14)))
        .isLessThan(ChatId.ofHex("0".repeat(16) + "80" + "0".repeat(14)));
  }

  @Test
  void ids_ofAnotherLength_areRefused() {
    assertThatThrownBy(() -> ChatId.of(ByteString.copyFrom(new byte[15])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DeviceId.of(new byte[17]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ClientMessageId.ofHex(HEX + "00"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void username_typedInCapitals_isLowerCase() {
    assertThat(Username.of("Alice.B-2_x")).hasToString("alice.b-2_x");
    assertThat(Username.parse("a".repeat(32))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", ".ab", "-ab", "_ab", "a b", "älice", "alice\n", "a/b", "İstanbul"})
  void username_againstTheRule_isRefused(String typed) {
    assertThat(Username.parse(typed)).isEmpty();
    assertThatThrownBy(() -> Username.of(typed)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void username_tooLong_isRefused() {
    assertThat(Username.parse("a".repeat(33))).isEmpty();
  }

  @Test
  void username_notNormalised_cannotBeBuilt() {
    assertThatThrownBy(() -> new Username("Alice")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numbers_outOfRange_areRefused() {
    assertThatThrownBy(() -> new Seq(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(Seq.ZERO::previous).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Generation(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
