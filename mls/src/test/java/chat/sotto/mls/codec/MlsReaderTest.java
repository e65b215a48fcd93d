package chat.sotto.mls.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.error.MalformedException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MlsReaderTest {
  private static MlsReader reader(String hex) {
    return new MlsReader(Bytes.fromHex(hex));
  }

  private static void refused(String hex, Consumer<MlsReader> read) {
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> read.accept(reader(hex)));
  }

  @Test
  void readUint_bigEndian_isNumber() {
    MlsReader reader = reader("01" + "0203" + "fffffffe" + "ffffffffffffffff");
    assertThat(reader.readUint8()).isEqualTo(1);
    assertThat(reader.readUint16()).isEqualTo(0x0203);
    assertThat(reader.readUint32()).isEqualTo(0xffff_fffeL);
    assertThat(reader.readUint64()).isEqualTo(-1);
    reader.finish();
  }

  @Test
  void readUint_cutShort_isMalformed() {
    refused("", MlsReader::readUint8);
    refused("00", MlsReader::readUint16);
    refused("000000", MlsReader::readUint32);
    refused("00000000000000", MlsReader::readUint64);
  }

  @ParameterizedTest
  @CsvSource({"00,0", "3f,63", "4040,64", "7fff,16383", "80004000,16384", "bfffffff,1073741823"})
  void readLength_shortestForm_isLength(String hex, int length) {
    assertThat(reader(hex).readLength()).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"4000", "403f", "80000000", "80003fff", "c0", "ffffffff", "", "40", "8000"})
  void readLength_notShortestOrReservedOrCut_isMalformed(String hex) {
    refused(hex, MlsReader::readLength);
  }

  @Test
  void readVector_claimsMoreThanThereIs_isMalformedAndAllocatesNothing() {
    refused("bfffffff00", MlsReader::readVector);
    refused("0301", MlsReader::readVector);
  }

  @Test
  void readVector_ofOneLength_refusesOthers() {
    assertThat(reader("020102").readVector(2, "thing").length()).isEqualTo(2);
    refused("020102", r -> r.readVector(3, "thing"));
  }

  @Test
  void readList_elementsFillIt_areRead() {
    MlsReader reader = reader("040001000205");
    assertThat(reader.readList(MlsReader::readUint16)).containsExactly(1, 2);
    assertThat(reader.remaining()).isEqualTo(1);
  }

  @Test
  void readList_elementCrossesTheEnd_isMalformed() {
    refused("03000100" + "02", r -> r.readList(MlsReader::readUint16));
    refused("0500010002", r -> r.readList(MlsReader::readUint16));
  }

  @Test
  void readOptional_absentPresentOrNeither_isToldApart() {
    assertThat(reader("00").readOptional(MlsReader::readUint8)).isEmpty();
    assertThat(reader("0107").readOptional(MlsReader::readUint8)).contains(7);
    refused("0207", r -> r.readOptional(MlsReader::readUint8));
  }

  @Test
  void decode_bytesLeftOver_isMalformed() {
    Decoder<Integer> decoder = MlsReader::readUint8;
    assertThat(decoder.decode(Bytes.fromHex("05"))).isEqualTo(5);
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> decoder.decode(Bytes.fromHex("0500")));
  }

  @Test
  void since_afterReading_isWhatWasRead() {
    MlsReader reader = reader("00010203");
    reader.readUint8();
    int start = reader.position();
    reader.readUint16();
    assertThat(reader.since(start)).isEqualTo(Bytes.fromHex("0102"));
    assertThat(reader.readRest()).isEqualTo(Bytes.fromHex("03"));
  }
}
