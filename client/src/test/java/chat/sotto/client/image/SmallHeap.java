package chat.sotto.client.image;

import java.io.IOException;
import java.nio.file.Path;

/** A program of its own for {@link BombTest}: looks at files and makes thumbnails of them. */
final class SmallHeap {
  private SmallHeap() {}

  public static void main(String[] files) throws IOException {
    for (String file : files) {
      if (Images.look(Path.of(file)) instanceof Look.Image image) {
        System.out.printf(
            "%s %dx%d %s%n",
            image.format(),
            image.width(),
            image.height(),
            Thumbnails.make(image).isPresent() ? "thumbnail" : "none");
      } else {
        System.out.println("other");
      }
    }
  }
}
