package chat.sotto.service.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UncopiedTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 100_000})
  void read_anyBytes_showsAllInOrder(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    ByteString one = ByteString.copyFrom(bytes);
    ByteString part = ByteString.copyFrom(new byte[3]).concat(one).substring(3);
    ByteString many = one.substring(0, length / 2).concat(one.substring(length / 2)).concat(one);
    assertThat(shown(one)).isEqualTo(bytes);
    assertThat(shown(part)).isEqualTo(bytes);
    assertThat(shown(many)).isEqualTo(one.concat(one).toByteArray());
  }

  private static byte[] shown(ByteString data) {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    Uncopied.read(data, shown::write);
    return shown.toByteArray();
  }
}
