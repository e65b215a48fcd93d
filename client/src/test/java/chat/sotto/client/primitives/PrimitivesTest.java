package chat.sotto.client.primitives;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PrimitivesTest {
  /** RFC 5869, test case 3 (empty salt and info), its first 32 bytes. */
  @Test
  void derive_rfc5869Case3_isTheVectors() {
    byte[] ikm = HexFormat.of().parseHex("0b".repeat(22));

    assertThat(hex(Secrets.export(HkdfSha256.derive(Secrets.of(ikm), new byte[0], new byte[0]))))
        .isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
  }

  /** The same case by hand: expanding the vector's PRK alone gives the same output. */
  @Test
  void expand_rfc5869Case3Prk_isTheVectors() {
    byte[] prk =
        HexFormat.of().parseHex("19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04");

    assertThat(hex(Secrets.export(HkdfSha256.expand(Secrets.of(prk), ""))))
        .isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
  }

  @Test
  void open_sealedWithSameData_isThePlaintext() throws UnsealException {
    AeadKey key = AeadKey.random();
    byte[] data = "place".getBytes(US_ASCII);
    byte[] sealed = key.seal("text".getBytes(US_ASCII), data);

    assertThat(sealed).hasSize(4 + AeadKey.OVERHEAD);
    assertThat(new AeadKey(key.secret()).open(sealed, data)).isEqualTo("text".getBytes(US_ASCII));
  }

  @Test
  void open_otherDataOrAlteredOrCutOff_fails() {
    AeadKey key = AeadKey.random();
    byte[] sealed = key.seal(new byte[4], new byte[] {1});
    byte[] altered = sealed.clone();
    altered[20] ^= 1;

    assertThatExceptionOfType(UnsealException.class)
        .isThrownBy(() -> key.open(sealed, new byte[] {2}));
    assertThatExceptionOfType(UnsealException.class)
        .isThrownBy(() -> key.open(altered, new byte[] {1}));
    assertThatExceptionOfType(UnsealException.class)
        .isThrownBy(() -> key.open(new byte[5], new byte[] {1}));
  }

  @Test
  void toString_key_showsNothing() {
    AeadKey key = AeadKey.random();

    assertThat(key.toString()).isEqualTo("AeadKey[redacted]");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
