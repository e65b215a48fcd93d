package chat.sotto.cli.output.picture;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.image.Pixels;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureViewTest {
  private static final int RED = 0xffff0000;
  private static final int GREEN = 0xff00ff00;
  private static final int BLUE = 0xff0000ff;
  private static final int CLEAR = 0x10ffffff;

  @Test
  void show_blocks_twoPixelsToACharacter() {
    Pixels picture = Pixels.of(2, 3, RED, RED, GREEN, BLUE, BLUE, CLEAR);

    assertThat(shown(Graphics.BLOCKS, picture))
        .isEqualTo("<[38;2;255;0;0m<[48;2;0;255;0m▀<[48;2;0;0;255m▀<[0m|<[38;2;0;0;255m▀ <[0m");
  }

  @Test
  void show_blocksSeenThrough_background() {
    Pixels picture = Pixels.of(3, 2, CLEAR, RED, CLEAR, RED, RED, CLEAR);

    assertThat(shown(Graphics.BLOCKS, picture))
        .isEqualTo("<[38;2;255;0;0m▄<[48;2;255;0;0m▀<[49m <[0m");
    assertThat(shown(Graphics.BLOCKS, Pixels.of(2, 1, CLEAR, CLEAR))).isEqualTo("  ");
  }

  @Test
  void show_fewColours_nearest() {
    Pixels picture = Pixels.of(2, 2, RED, 0xff808080, 0xff5f87af, 0xff000000);

    assertThat(shown(Graphics.BLOCKS_256, picture))
        .isEqualTo("<[38;5;196m<[48;5;67m▀<[38;5;244m<[48;5;16m▀<[0m");
  }

  @Test
  void show_kitty_pngInOneSequenceForARow() {
    Pixels picture = Pixels.of(2, 1, RED, BLUE);

    assertThat(shown(Graphics.KITTY, picture))
        .isEqualTo("<7<_Ga=T,f=100,C=1,c=1,r=1,q=2,m=0;" + base64(picture.toPng()) + "<\\<8");
  }

  @Test
  void show_kittyLarge_piecesAndRows() {
    Pixels picture = noise(160, 96);

    String text = new PictureView(Graphics.KITTY).show(picture, 80, 20).orElseThrow();

    assertThat(text)
        .startsWith("\n\n\n\n\n\u001b[5A\u001b7\u001b_Ga=T,f=100,C=1,c=20,r=6,q=2,m=1;");
    assertThat(text).endsWith("\u001b\\\u001b8\u001b[5B");
    Matcher pieces = Pattern.compile("\u001b_G([^;]*);([^\u001b]*)\u001b\\\\").matcher(text);
    StringBuilder data = new StringBuilder();
    while (pieces.find()) {
      assertThat(pieces.group(2).length()).isBetween(1, 4096);
      data.append(pieces.group(2));
    }
    assertThat(Base64.getDecoder().decode(data.toString())).isEqualTo(picture.toPng());
    assertThat(text).contains("\u001b_Gq=2,m=1;").contains("\u001b_Gq=2,m=0;");
  }

  @Test
  void show_iterm_pngSizedInCharacters() {
    Pixels picture = Pixels.of(2, 1, RED, BLUE);

    assertThat(shown(Graphics.ITERM2, picture))
        .isEqualTo(
            "<7<]1337;File=inline=1;size="
                + picture.toPng().length
                + ";width=1;height=1;preserveAspectRatio=1:"
                + base64(picture.toPng())
                + "\u0007<8");
  }

  @Test
  void show_sixel_bandsOfColours() {
    int[] argb = new int[5 * 7];
    Arrays.fill(argb, RED);
    argb[0] = BLUE;
    argb[1] = CLEAR;
    argb[34] = CLEAR;

    assertThat(shown(Graphics.SIXEL, Pixels.of(5, 7, argb)))
        .isEqualTo("<7<P0;1;0q\"1;1;5;7#5;2;0;0;100@$#180;2;100;0;0}}~~~-#180!4@<\\<8");
  }

  @Test
  void show_large_fitsIntoWhatIsFree() {
    Pixels wide = noise(500, 100);

    String text = new PictureView(Graphics.BLOCKS).show(wide, 40, 20).orElseThrow();

    List<String> lines = text.lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines).allSatisfy(line -> assertThat(drawn(line)).isEqualTo(40));
    String tall = new PictureView(Graphics.BLOCKS).show(noise(100, 500), 80, 20).orElseThrow();
    assertThat(tall.lines()).hasSize(20);
    assertThat(drawn(tall.lines().findFirst().orElseThrow())).isEqualTo(8);
    assertThat(new PictureView(Graphics.BLOCKS).show(wide, 1, 1)).isPresent();
  }

  @Test
  void show_noColoursOrNoRoom_nothing() {
    Pixels picture = Pixels.of(1, 1, RED);

    assertThat(new PictureView(Graphics.NONE).show(picture, 80, 20)).isEmpty();
    assertThat(new PictureView(Graphics.NONE).isAble()).isFalse();
    assertThat(new PictureView(Graphics.BLOCKS).show(picture, 0, 20)).isEmpty();
    assertThat(new PictureView(Graphics.BLOCKS).show(picture, 80, 0)).isEmpty();
    assertThat(new PictureView(Graphics.BLOCKS).show(picture, -1, -1)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Graphics.class)
  void show_anyPixels_noOtherSequencesThanMeant(Graphics graphics) {
    Pattern meant =
        Pattern.compile(
            "\u001b\\[([34]8;(2;\\d+;\\d+;\\d+|5;\\d+)|49|0)m"
                + "|\u001b\\[\\d+[AB]|\u001b[78]|[ ▀▄\n]"
                + "|\u001b_G[a-zA-Z0-9=,]+;[A-Za-z0-9+/=]+\u001b\\\\"
                + "|\u001b]1337;File=[a-zA-Z0-9=;]+:[A-Za-z0-9+/=]+\u0007"
                + "|\u001bP0;1;0q[\"#;0-9!?-~$-]*\u001b\\\\");

    for (Pixels picture : List.of(noise(1, 1), noise(37, 23), noise(300, 200), noise(1, 512))) {
      String text = new PictureView(graphics).show(picture, 80, 20).orElse("");
      assertThat(meant.matcher(text).replaceAll("")).isEmpty();
    }
  }

  /** With signs that can be read for escape and line end. */
  private static String shown(Graphics graphics, Pixels picture) {
    return new PictureView(graphics)
        .show(picture, 80, 20)
        .orElseThrow()
        .replace('\u001b', '<')
        .replace('\n', '|');
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static long drawn(String line) {
    return line.chars().filter(character -> character == '▀' || character == '▄').count();
  }

  /** Opaque, so that a sign is drawn for every pixel. */
  private static Pixels noise(int width, int height) {
    int[] argb =
        new Random(5).ints((long) width * height).map(pixel -> pixel | 0xff000000).toArray();
    return Pixels.of(width, height, argb);
  }
}
