package chat.sotto.mls.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Decoder;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.fixture.Structure;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every structure, from its own bytes and from damaged ones. */
class DecodersTest {
  @ParameterizedTest
  @FieldSource("chat.sotto.mls.fixture.Structures#ALL")
  void decode_ownBytes_isTheSameValue(Structure structure) {
    for (Bytes sample : structure.samples()) {
      Encodable value = structure.decoder().decode(sample);
      assertThat(value.encode()).isEqualTo(sample);
      if (structure.type().isInstance(value)) {
        assertThat(structure.decoder().decode(value.encode())).isEqualTo(value);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("chat.sotto.mls.fixture.Structures#ALL")
  void decode_cutShortOrLengthened_isMalformed(Structure structure) {
    for (Bytes sample : structure.samples()) {
      for (int i = 0; i < sample.length(); i++) {
        Bytes shorter = sample.slice(0, i);
        assertThatExceptionOfType(MalformedException.class)
            .isThrownBy(() -> structure.decoder().decode(shorter));
      }
      byte[] longer = Arrays.copyOf(sample.toByteArray(), sample.length() + 1);
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> structure.decoder().decode(Bytes.owning(longer)));
    }
  }

  @ParameterizedTest
  @CsvSource({"0000", "0002", "0a0a"})
  void mlsMessage_ofAnotherVersion_isMalformed(String version) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> decodeMessage(version + "0005"));
  }

  @ParameterizedTest
  @CsvSource({"0000", "0006", "0a0a"})
  void mlsMessage_ofAnotherFormat_isMalformed(String format) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> decodeMessage("0001" + format));
  }

  private static void decodeMessage(String hex) {
    Decoder<MlsMessage> decoder = MlsMessage::read;
    decoder.decode(Bytes.fromHex(hex));
  }

  @Test
  void extensions_twoOfAType_isMalformed() {
    Decoder<Extensions> decoder = Extensions::read;
    assertThat(decoder.decode(Bytes.fromHex("06000100000200")).list()).hasSize(2);
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> decoder.decode(Bytes.fromHex("06000100000100")));
  }

  @Test
  @Timeout(5)
  void extensions_oneOfEachType_areReadInNoTime() {
    MlsWriter writer = new MlsWriter();
    for (int type = 0; type <= 0xffff; type++) {
      writer.writeUint16(type).writeUint8(0);
    }
    Bytes encoded = new MlsWriter().writeVector(writer.toBytes()).toBytes();
    Decoder<Extensions> decoder = Extensions::read;
    for (int i = 0; i < 10; i++) {
      assertThat(decoder.decode(encoded).list()).hasSize(0x10000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"03000001", "080000000100000001", "080000000200000001"})
  void leafSet_unevenRepeatedOrUnordered_isMalformed(String hex) {
    Decoder<LeafSet> decoder = LeafSet::read;
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> decoder.decode(Bytes.fromHex(hex)));
  }

  @Test
  void leafSet_operations_keepTheOrder() {
    LeafSet set = LeafSet.of(5, 1).plus(3).plus(3);
    assertThat(set).isEqualTo(LeafSet.of(1, 3, 5));
    assertThat(set.contains(3)).isTrue();
    assertThat(set.contains(2)).isFalse();
    assertThat(set.anyWithin(4, 5)).isFalse();
    assertThat(set.anyWithin(4, 6)).isTrue();
    assertThat(set.within(1, 5)).isEqualTo(LeafSet.of(1, 3));
    assertThat(set.minus(LeafSet.of(3, 4))).isEqualTo(LeafSet.of(1, 5));
  }

  @Test
  void lifetime_unsignedTimes_areCompared() {
    Instant now = Instant.ofEpochSecond(1000);
    assertThat(new Lifetime(1000, 1000).contains(now)).isTrue();
    assertThat(new Lifetime(1001, 2000).contains(now)).isFalse();
    assertThat(new Lifetime(0, 999).contains(now)).isFalse();
    assertThat(new Lifetime(0, -1).contains(now)).isTrue();
  }

  @Test
  void applicationData_toString_tellsNothing() {
    assertThat(new ApplicationData(Bytes.fromHex("6869"))).hasToString("ApplicationData[2 bytes]");
  }
}
