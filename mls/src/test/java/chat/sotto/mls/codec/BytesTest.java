package chat.sotto.mls.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class BytesTest {
  @Test
  void equals_viewAndCopy_areEqual() {
    Bytes view = Bytes.fromHex("00010203").slice(1, 2);
    Bytes copy = Bytes.fromHex("0102");
    assertThat(view).isEqualTo(copy).hasSameHashCodeAs(copy).isEqualByComparingTo(copy);
    assertThat(view.equalsConstantTime(copy)).isTrue();
    assertThat(view.equalsConstantTime(Bytes.fromHex("0103"))).isFalse();
    assertThat(view.equalsConstantTime(Bytes.fromHex("010203"))).isFalse();
    assertThat(view.compact()).isEqualTo(copy);
  }

  @Test
  void copyOf_arrayChangedLater_staysAsItWas() {
    byte[] array = {1, 2};
    Bytes bytes = Bytes.copyOf(array);
    array[0] = 9;
    bytes.toByteArray()[1] = 9;
    assertThat(bytes.toHex()).isEqualTo("0102");
  }

  @Test
  void slice_outside_isRefused() {
    Bytes bytes = Bytes.fromHex("0102").slice(0, 1);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> bytes.slice(0, 2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> bytes.slice(-1, 1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> bytes.at(1));
  }

  @Test
  void toString_longBytes_showsTheBeginning() {
    assertThat(Bytes.fromHex("ab").toString()).isEqualTo("ab");
    assertThat(Bytes.owning(new byte[20]).toString()).isEqualTo("0000000000000000…(20)");
  }
}
