package chat.sotto.cli.output.picture;

import chat.sotto.client.image.Pixels;
import java.util.Base64;

/** The inline images of iTerm2: a PNG in Base64 in an OSC 1337 sequence, sized in characters. */
final class ItermImage {
  private ItermImage() {}

  static String show(Pixels picture, int columns, int rows) {
    byte[] png = picture.toPng();
    return "\u001b]1337;File=inline=1;size="
        + png.length
        + ";width="
        + columns
        + ";height="
        + rows
        + ";preserveAspectRatio=1:"
        + Base64.getEncoder().encodeToString(png)
        + "\u0007";
  }
}
