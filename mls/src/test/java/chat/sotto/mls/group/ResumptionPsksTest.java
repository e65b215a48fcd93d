package chat.sotto.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.PreSharedKeyId;
import chat.sotto.mls.wire.ResumptionUsage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResumptionPsksTest {
  @Test
  void read_anEpochTwice_isMalformed() {
    Encodable one = writer -> Secret.zeros(32).exportTo(writer.write(new Epoch(7)));
    MlsWriter twice = new MlsWriter().writeList(List.of(one, one));
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> ResumptionPsks.read(Scene.GROUP, 8, new MlsReader(twice.toBytes())));
  }

  private static PreSharedKeyId id(int epoch) {
    return new PreSharedKeyId.Resumption(
        ResumptionUsage.APPLICATION, Scene.GROUP, new Epoch(epoch), Bytes.EMPTY);
  }

  @Test
  void before_epochThatIsNotKeptHere_asksTheApplication() {
    Secret own = Secret.zeros(32);
    Secret older = Secret.zeros(16);
    PreSharedKeys known =
        ResumptionPsks.none(Scene.GROUP, 1)
            .with(new Epoch(5), own)
            .before(id -> id.equals(id(3)) ? Optional.of(older) : Optional.empty());
    assertThat(known.find(id(5))).contains(own);
    assertThat(known.find(id(3))).contains(older);
    assertThat(known.find(id(4))).isEmpty();
  }
}
