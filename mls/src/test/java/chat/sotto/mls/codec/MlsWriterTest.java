package chat.sotto.mls.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.error.MisuseException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MlsWriterTest {
  private static final Encodable BYTE = writer -> writer.writeUint8(7);

  @ParameterizedTest
  @CsvSource({"0,00", "63,3f", "64,4040", "16383,7fff", "16384,80004000", "1073741823,bfffffff"})
  void writeLength_anyLength_isShortestForm(int length, String hex) {
    assertThat(new MlsWriter().writeLength(length).toBytes()).isEqualTo(Bytes.fromHex(hex));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1 << 30})
  void writeLength_beyondTheFormat_isMisuse(int length) {
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> new MlsWriter().writeLength(length));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 16383, 16384, 20000})
  void writeList_anySize_isReadAgain(int count) {
    List<Encodable> list = Collections.nCopies(count, BYTE);
    Bytes bytes = new MlsWriter().writeUint8(1).writeList(list).writeUint8(2).toBytes();
    MlsReader reader = new MlsReader(bytes);
    assertThat(reader.readUint8()).isEqualTo(1);
    assertThat(reader.readList(MlsReader::readUint8)).hasSize(count).allMatch(b -> b == 7);
    assertThat(reader.readUint8()).isEqualTo(2);
    reader.finish();
  }

  @Test
  void writeOptional_absentOrPresent_hasItsByte() {
    assertThat(new MlsWriter().writeOptional(Optional.empty()).toBytes().toHex()).isEqualTo("00");
    assertThat(new MlsWriter().writeOptional(Optional.of(BYTE)).toBytes().toHex())
        .isEqualTo("0107");
  }

  @Test
  void erase_afterWriting_leavesNothing() {
    MlsWriter writer = new MlsWriter().writeUint64(-1);
    writer.erase();
    assertThat(writer.size()).isZero();
    assertThat(writer.toBytes()).isEqualTo(Bytes.EMPTY);
  }
}
