package chat.sotto.mls.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NistGroupTest {
  @ParameterizedTest
  @EnumSource
  void publicFromPrivate_firstAndLastScalars_areTheGeneratorAndItsOpposite(NistGroup group)
      throws GeneralSecurityException {
    byte[] generator = group.publicFromPrivate(scalar(group, BigInteger.ONE));
    byte[] opposite =
        group.publicFromPrivate(scalar(group, group.order().subtract(BigInteger.ONE)));
    int half = generator.length / 2;
    assertThat(Bytes.owning(opposite).slice(1, half))
        .isEqualTo(Bytes.owning(generator).slice(1, half));
    assertThat(y(generator)).isNotEqualTo(y(opposite));
    assertThat(group.agree(scalar(group, BigInteger.TWO), generator))
        .isEqualTo(group.agree(scalar(group, BigInteger.TWO), opposite));
  }

  @ParameterizedTest
  @EnumSource
  void publicFromPrivate_smallScalars_agreeWithEachOther(NistGroup group)
      throws GeneralSecurityException {
    for (int i = 2; i < 6; i++) {
      byte[] one = scalar(group, BigInteger.valueOf(i));
      byte[] two = scalar(group, group.order().subtract(BigInteger.valueOf(i)));
      assertThat(y(group.publicFromPrivate(one))).isNotEqualTo(y(group.publicFromPrivate(two)));
      assertThat(group.agree(one, group.publicFromPrivate(two)))
          .isEqualTo(group.agree(two, group.publicFromPrivate(one)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void publicFromPrivate_scalarOutOfRange_isNoKey(NistGroup group) {
    for (BigInteger none : List.of(BigInteger.ZERO, group.order())) {
      assertThatExceptionOfType(GeneralSecurityException.class)
          .isThrownBy(() -> group.publicFromPrivate(scalar(group, none)));
    }
  }

  private static BigInteger y(byte[] point) {
    int half = point.length / 2;
    return new BigInteger(1, Bytes.owning(point).slice(1 + half, half).toByteArray());
  }

  private static byte[] scalar(NistGroup group, BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[(group.order().bitLength() + 7) / 8];
    int count = Math.min(bytes.length, fixed.length);
    System.arraycopy(bytes, bytes.length - count, fixed, fixed.length - count, count);
    return fixed;
  }
}
