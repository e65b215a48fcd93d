package chat.sotto.cli.output.picture;

import chat.sotto.client.image.Pixels;
import java.util.Base64;

/**
 * The terminal graphics protocol of Kitty: an APC sequence for each 4,096 characters of a PNG in
 * Base64. The terminal is told to answer nothing, and to leave its cursor where it is.
 */
final class KittyImage {
  private static final int PIECE = 4096;

  private KittyImage() {}

  static String show(Pixels picture, int columns, int rows) {
    String data = Base64.getEncoder().encodeToString(picture.toPng());
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < data.length(); at += PIECE) {
      int end = Math.min(data.length(), at + PIECE);
      text.append("\u001b_G");
      if (at == 0) {
        text.append("a=T,f=100,C=1,c=").append(columns).append(",r=").append(rows).append(',');
      }
      text.append("q=2,m=").append(end < data.length() ? 1 : 0).append(';');
      text.append(data, at, end).append("\u001b\\");
    }
    return text.toString();
  }
}
