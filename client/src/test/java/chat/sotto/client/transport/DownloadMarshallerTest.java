package chat.sotto.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.v1.AttachmentChunk;
import chat.sotto.v1.DownloadResponse;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadMarshallerTest {
  private static final DownloadResponse RESPONSE =
      DownloadResponse.newBuilder()
          .setSize(300_000)
          .setChunk(
              AttachmentChunk.newBuilder()
                  .setOffset(7)
                  .setData(ByteString.copyFrom(new byte[100_000]))
                  .setCrc32C(99))
          .build();

  private final DownloadMarshaller marshaller = new DownloadMarshaller();

  @Test
  void parse_whatWasWritten_isTheSame() throws IOException {
    try (InputStream known = marshaller.stream(RESPONSE);
        InputStream unknown = new ByteArrayInputStream(RESPONSE.toByteArray())) {
      assertThat(marshaller.parse(known)).isEqualTo(RESPONSE);
      assertThat(marshaller.parse(unknown)).isEqualTo(RESPONSE);
    }
  }

  @Test
  void parse_nothing_isAnEmptyMessage() {
    assertThat(marshaller.parse(InputStream.nullInputStream()))
        .isEqualTo(DownloadResponse.getDefaultInstance());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50_000})
  void parse_cutOff_isRefused(int missing) {
    byte[] whole = RESPONSE.toByteArray();

    assertRefused(ByteString.copyFrom(whole, 0, whole.length - missing));
  }

  @Test
  void parse_endOfAGroupThatNeverBegan_isRefused() {
    assertRefused(RESPONSE.toByteString().concat(ByteString.copyFrom(new byte[] {0x0c})));
  }

  private void assertRefused(ByteString bytes) {
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(() -> marshaller.parse(bytes.newInput()))
        .satisfies(e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL));
  }
}
