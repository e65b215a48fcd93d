package chat.sotto.app.demo;

import com.google.common.io.Resources;
import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The picture that the demonstration sends: a photograph as a telephone makes it, with an EXIF
 * block that names the camera and the place. (It was drawn, and the place is a lighthouse's.)
 */
final class Picture {
  static final int WIDTH = 480;

  private static final String CAMERA = "Lighthouse 3";
  private static final int SAMPLE = 64;

  private final Path file;
  private final byte[] pixels;

  private Picture(Path file, byte[] pixels) {
    this.file = file;
    this.pixels = pixels;
  }

  static Picture writeTo(Path file) throws IOException {
    byte[] bytes = Resources.toByteArray(Resources.getResource(Picture.class, "sunset.jpg"));
    Files.write(file, bytes);
    int middle = bytes.length / 2;
    return new Picture(file, Arrays.copyOfRange(bytes, middle, middle + SAMPLE));
  }

  Path file() {
    return file;
  }

  /** Some bytes of the compressed picture, which are in no other file. */
  byte[] pixels() {
    return pixels.clone();
  }

  boolean tellsPlaceAndCamera(Path copy) throws IOException {
    return contains(copy, CAMERA.getBytes(StandardCharsets.US_ASCII));
  }

  boolean looksLike(Path copy) throws IOException {
    return contains(copy, pixels);
  }

  private static boolean contains(Path copy, byte[] bytes) throws IOException {
    return Bytes.indexOf(Files.readAllBytes(copy), bytes) >= 0;
  }
}
