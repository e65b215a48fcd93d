package chat.sotto.client.image;

import static chat.sotto.client.image.Samples.chunk;
import static chat.sotto.client.image.Samples.exifSegment;
import static chat.sotto.client.image.Samples.inserted;
import static chat.sotto.client.image.Samples.riff;
import static chat.sotto.client.image.Samples.riffChunk;
import static chat.sotto.client.image.Samples.tiff;
import static chat.sotto.client.image.Samples.vp8l;
import static chat.sotto.client.image.Samples.vp8x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.util.Bytes;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever bytes come: an answer or a refusal, soon, and never another exception. */
@Timeout(60)
class MutationTest {
  private static final List<byte[]> SAMPLES =
      List.of(
          inserted(Samples.jpeg(16, 9), 20, exifSegment(6)),
          Samples.progressiveJpeg(16, 9),
          inserted(Samples.png(16, 9), 33, chunk("eXIf", tiff(6, true))),
          Samples.gif(16, 9),
          Samples.bmp(5, 3),
          riff(vp8l(16, 9, -1)),
          riff(vp8x(8, 16, 9), vp8l(16, 9, -1), riffChunk("EXIF", tiff(6, false))));

  @Test
  void parse_cutAnywhere_refused() throws Exception {
    for (byte[] sample : SAMPLES) {
      ImageFormat format = Images.format(Source.of(sample)).orElseThrow();
      for (int length = 0; length < sample.length; length++) {
        byte[] cut = Arrays.copyOf(sample, length);
        assertThatThrownBy(() -> Images.parse(format, Source.of(cut), Keep.LOOKS))
            .isInstanceOf(NotUnderstoodException.class);
      }
    }
  }

  @Test
  void parse_bytesChanged_answerOrRefusal() throws Exception {
    Random random = new Random(15);
    int understood = 0;
    for (byte[] sample : SAMPLES) {
      for (int round = 0; round < 4_000; round++) {
        byte[] mutated = mutated(sample, random);
        if (isWholeAnswer(mutated)) {
          understood++;
        }
      }
    }
    // Not all were refused at the first byte.
    assertThat(understood).isGreaterThan(1_000);
  }

  @Test
  void decode_bytesChanged_neverFails() {
    Random random = new Random(16);
    for (byte[] sample : SAMPLES.subList(0, 3)) {
      for (int round = 0; round < 300; round++) {
        Thumbnails.decode(Bytes.copyFrom(mutated(sample, random)))
            .ifPresent(pixels -> assertThat(pixels.width()).isBetween(1, Thumbnails.MAX_SIDE));
      }
    }
  }

  private static byte[] mutated(byte[] sample, Random random) {
    byte[] mutated = sample.clone();
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(mutated.length);
      switch (random.nextInt(3)) {
        case 0 -> mutated[at] = (byte) random.nextInt();
        case 1 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
        default -> mutated[at] = (byte) (random.nextBoolean() ? 0xff : 0);
      }
    }
    return mutated;
  }

  /** What was understood can be read whole, and is understood as the same when it is clean. */
  private static boolean isWholeAnswer(byte[] image) throws IOException {
    Parsed parsed;
    try {
      Source source = Source.of(image);
      ImageFormat format = Images.format(source).orElse(null);
      if (format == null) {
        return false;
      }
      parsed = Images.parse(format, source, Keep.LOOKS);
    } catch (NotUnderstoodException e) {
      return false;
    }
    byte[] clean = read(new EditedBytes(Source.of(image), parsed.edits()));
    try {
      Parsed again = Images.parse(parsed.format(), Source.of(clean), Keep.LOOKS);
      assertThat(again.width()).isEqualTo(parsed.width());
      assertThat(again.height()).isEqualTo(parsed.height());
      assertThat(again.orientation()).isEqualTo(parsed.orientation());
      assertThat(again.edits().isWhole(clean.length)).isTrue();
    } catch (NotUnderstoodException e) {
      throw new AssertionError("a clean copy is broken", e);
    }
    return true;
  }

  private static byte[] read(EditedBytes edited) throws IOException {
    byte[] bytes = new byte[(int) edited.size()];
    int at = 0;
    while (at < bytes.length) {
      int count = edited.read(at, bytes, at, bytes.length - at);
      assertThat(count).isPositive();
      at += count;
    }
    return bytes;
  }
}
