package chat.sotto.mls.group;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.wire.Epoch;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumptionPsksTest {
  @Test
  void read_anEpochTwice_isMalformed() {
    Encodable one = writer -> Secret.zeros(32).exportTo(writer.write(new Epoch(7)));
    MlsWriter twice = new MlsWriter().writeList(List.of(one, one));
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> ResumptionPsks.read(Scene.GROUP, 8, new MlsReader(twice.toBytes())));
  }
}
