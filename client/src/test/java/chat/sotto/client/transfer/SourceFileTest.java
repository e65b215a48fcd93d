package chat.sotto.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.ImageInfo;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import com.google.common.primitives.Bytes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of files that are images, and of those that only say so. */
class SourceFileTest {
  /** What telephones append; it goes with the metadata. */
  private static final byte[] BEHIND = "a film behind it".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private static byte[] png() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", out);
    return out.toByteArray();
  }

  private static SourceFile look(Path file, boolean keepMetadata) {
    return SourceFile.of(new FileToSend(file, "", null, keepMetadata));
  }

  private static byte[] bytes(SourceFile source) throws IOException {
    try (InputStream in = source.bytes().open()) {
      return in.readAllBytes();
    }
  }

  @Test
  void of_image_goesWithSizeAndThumbnailAndWithoutWhatIsBehindIt() throws IOException {
    byte[] png = png();
    Path file = Files.write(folder.resolve("holiday.txt"), Bytes.concat(png, BEHIND));

    SourceFile clean = look(file, false);
    SourceFile whole = look(file, true);

    assertThat(bytes(clean)).isEqualTo(png).hasSize((int) clean.size());
    assertThat(bytes(whole)).isEqualTo(Bytes.concat(png, BEHIND)).hasSize((int) whole.size());
    for (SourceFile source : new SourceFile[] {clean, whole}) {
      assertThat(source.mediaType()).isEqualTo("image/png");
      ImageInfo image = Objects.requireNonNull(source.image());
      assertThat(image.width()).isEqualTo(40);
      assertThat(image.height()).isEqualTo(30);
      assertThat(image.thumbnail().size()).isPositive();
    }
  }

  @Test
  void of_whatOnlyBeginsLikeAnImage_isAPlainFile() throws IOException {
    byte[] half = Arrays.copyOf(png(), 60);
    Path file = Files.write(folder.resolve("holiday.png"), half);

    SourceFile source = look(file, false);

    assertThat(source.image()).isNull();
    assertThat(bytes(source)).isEqualTo(half);
  }

  @Test
  void of_nameWithoutKnownEnding_isBytes() throws IOException {
    assertThat(look(Files.write(folder.resolve("thing"), new byte[3]), false).mediaType())
        .isEqualTo("application/octet-stream");
  }

  @Test
  void send_image_isDescribedAsOneAndChangedOneIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("holiday.png"), Bytes.concat(png(), BEHIND));
    try (TransferBench bench = new TransferBench(folder)) {
      var unused = bench.send(file).answer().join();
      SealedFile described = bench.describedLast();
      assertThat(Objects.requireNonNull(described.info().image()).width()).isEqualTo(40);
      assertThat(described.info().size()).isEqualTo(png().length);

      bench.server.whenAsked =
          () -> {
            try {
              Files.write(file, Bytes.concat(png(), BEHIND, BEHIND));
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          };
      assertThatExceptionOfType(SottoException.class)
          .isThrownBy(() -> bench.send(file))
          .matches(e -> e.is(Reason.FILE_CHANGED));
    }
  }
}
