package chat.sotto.cli.shell.view;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.cli.output.picture.Graphics;
import chat.sotto.cli.output.picture.PictureView;
import chat.sotto.client.image.Pixels;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.ImageInfo;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.Username;
import com.google.crypto.tink.util.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PicturesTest {
  private final Pictures blocks = pictures(Graphics.BLOCKS);

  @Test
  void image_isDrawnInTheGutter() {
    assertThat(blocks.below(image(red(2, 4)), 80, 24))
        .hasValue(
            "    | \033[38;2;255;0;0m\033[48;2;255;0;0m▀▀\033[0m\n"
                + "    | \033[38;2;255;0;0m\033[48;2;255;0;0m▀▀\033[0m");
  }

  @ParameterizedTest
  @EnumSource(
      value = Graphics.class,
      names = {"KITTY", "SIXEL", "ITERM2"})
  void image_asGraphics_hasAGutterBesideEveryRow(Graphics graphics) {
    String drawn = pictures(graphics).below(image(red(64, 64)), 80, 24).orElseThrow();
    String free = drawn.substring(0, drawn.indexOf("\0337"));
    assertThat(free).matches("(    \\| \n)+    \\| \033\\[\\d+A");
    assertThat(drawn.substring(free.length())).doesNotContain("\n");
  }

  @Test
  void image_isNeverLargerThanTheTerminal() {
    String drawn = blocks.below(image(red(512, 512)), 40, 16).orElseThrow();
    assertThat(drawn.lines()).hasSizeLessThanOrEqualTo(10);
    assertThat(drawn.lines())
        .allMatch(line -> line.replaceAll("\033\\[[0-9;]*m", "").length() < 40);
    assertThat(blocks.below(image(red(512, 512)), 6, 24)).isEmpty();
    assertThat(blocks.below(image(red(512, 512)), 80, 5)).isEmpty();
  }

  @Test
  void image_whoseThumbnailIsNone_isNotDrawn() {
    byte[] rubbish = "\033[2Jnot an image".getBytes(StandardCharsets.UTF_8);
    assertThat(blocks.below(image(rubbish), 80, 24)).isEmpty();
    assertThat(blocks.below(image(new byte[0]), 80, 24)).isEmpty();
  }

  @Test
  void whatIsNoImage_isNotDrawn() {
    assertThat(blocks.below(message(null), 80, 24)).isEmpty();
    assertThat(blocks.below(message(new FileInfo("x", "text/plain", 1, "00", null)), 80, 24))
        .isEmpty();
  }

  @Test
  void terminalWithoutColours_getsNone() {
    assertThat(pictures(Graphics.NONE).below(image(red(2, 2)), 80, 24)).isEmpty();
  }

  private static Pictures pictures(Graphics graphics) {
    return new Pictures(new PictureView(graphics));
  }

  private static byte[] red(int width, int height) {
    int[] pixels = new int[width * height];
    Arrays.fill(pixels, 0xffff0000);
    return Pixels.of(width, height, pixels).toPng();
  }

  private static ChatMessage image(byte[] thumbnail) {
    return message(
        new FileInfo(
            "x.png", "image/png", 1, "00", new ImageInfo(9, 9, Bytes.copyFrom(thumbnail))));
  }

  private static ChatMessage message(@Nullable FileInfo file) {
    return new ChatMessage(
        ChatId.parse("00112233445566778899aabbccddeeff"),
        new Seq(1),
        new Username("bob"),
        DeviceId.NONE,
        Instant.EPOCH,
        file == null ? MessageKind.TEXT : MessageKind.FILE,
        "x",
        null,
        file,
        null);
  }
}
