package chat.sotto.client.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CodecTest {
  @Test
  void fields_golden_isLengthPrefixed() {
    byte[] bytes = Fields.of("ab").bytes(new byte[] {1}).u64(258).toBytes();

    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo("00000002" + "6162" + "00000001" + "01" + "00000008" + "0000000000000102");
  }

  @Test
  void writeAndRead_allForms_areTheSame() throws MalformedBytesException {
    byte[] bytes =
        new ByteWriter().u8(200).u32(7).u64(1L << 40).raw(new byte[3]).lp("hé").u8(1).toBytes();
    ByteReader in = new ByteReader(bytes);

    assertThat(in.u8()).isEqualTo(200);
    assertThat(in.u32(7)).isEqualTo(7);
    assertThat(in.u64()).isEqualTo(1L << 40);
    assertThat(in.raw(3)).hasSize(3);
    assertThat(in.text(3)).isEqualTo("hé");
    assertThat(in.flag()).isTrue();
    in.end();
  }

  @Test
  void lp_lengthAboveBound_failsBeforeAllocating() {
    ByteReader in = new ByteReader(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff});

    assertThatExceptionOfType(MalformedBytesException.class).isThrownBy(() -> in.lp(10));
  }

  @Test
  void lp_lengthWithinBoundButBytesMissing_fails() {
    ByteReader in = new ByteReader(new byte[] {0, 0, 0, 5, 1});

    assertThatExceptionOfType(MalformedBytesException.class).isThrownBy(() -> in.lp(10));
  }

  @Test
  void u64_topBitSet_fails() {
    ByteReader in = new ByteReader(new byte[] {-1, 0, 0, 0, 0, 0, 0, 0});

    assertThatExceptionOfType(MalformedBytesException.class).isThrownBy(in::u64);
  }

  @Test
  void text_notUtf8_fails() {
    ByteReader in = new ByteReader(new byte[] {0, 0, 0, 1, (byte) 0xc3});

    assertThatExceptionOfType(MalformedBytesException.class).isThrownBy(() -> in.text(8));
  }

  @Test
  void flag_two_fails() {
    assertThatExceptionOfType(MalformedBytesException.class)
        .isThrownBy(new ByteReader(new byte[] {2})::flag);
  }

  @Test
  void end_bytesLeft_fails() {
    assertThatExceptionOfType(MalformedBytesException.class)
        .isThrownBy(new ByteReader(new byte[1])::end);
  }
}
