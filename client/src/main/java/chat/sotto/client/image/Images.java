package chat.sotto.client.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Images on their way into a message: the class to open first.
 *
 * <p>{@link #look} reads a file through and says whether it is an image that is understood in every
 * part. By content, never by name:
 *
 * <ul>
 *   <li>{@link Look.Image}: JPEG, PNG, GIF, WebP or BMP. It has its size as shown, and a {@link
 *       CleanCopy}: the same pixels without place, time, camera and author, as a stream whose
 *       length is known before. {@link Thumbnails#make} makes the small picture that goes in the
 *       message.
 *   <li>{@link Look.Other}: everything else, to be sent as a file, unchanged. That is also what
 *       begins like an image and is truncated, contradicts itself or has parts that are not known:
 *       nothing is half-cleaned. {@link Look.Other#why} tells the two apart. HEIC, AVIF, TIFF and
 *       films are files too, and what they say of place and camera goes with them.
 * </ul>
 *
 * <p>Nothing is decoded here, so a decompression bomb costs nothing. It goes as the image that it
 * says it is; only a side above 65,535 pixels makes it a file. Above {@link Thumbnails#MAX_PIXELS}
 * an image has no thumbnail but is cleaned like any other: honest telephones take such pictures.
 */
public final class Images {
  private Images() {}

  /**
   * What a file is. Reads it once, through a small buffer. A regular file is meant; others are
   * never images.
   *
   * @throws FileChangedException if it is changed meanwhile
   * @throws IOException if it can't be read
   */
  public static Look look(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return new Look.Other(Look.Why.NO_IMAGE, "it is not a regular file");
    }
    CleanCopy.Stamp stamp = CleanCopy.Stamp.of(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Source source = Source.of(channel);
      Optional<ImageFormat> format = format(source);
      if (format.isEmpty()) {
        return new Look.Other(Look.Why.NO_IMAGE, "it is no image of a kind that is known");
      }
      Parsed parsed = parse(format.get(), source, Keep.LOOKS);
      CleanCopy clean = new CleanCopy(file, stamp, parsed.edits());
      clean.requireUnchanged();
      return new Look.Image(parsed.format(), parsed.shownWidth(), parsed.shownHeight(), clean);
    } catch (NotUnderstoodException e) {
      return new Look.Other(Look.Why.BROKEN, e.reason());
    }
  }

  /** What the first bytes look like. */
  static Optional<ImageFormat> format(Source source) throws IOException, NotUnderstoodException {
    if (source.has("\u00ff\u00d8\u00ff", 0)) {
      return Optional.of(ImageFormat.JPEG);
    }
    if (source.has(PngFile.SIGNATURE, 0)) {
      return Optional.of(ImageFormat.PNG);
    }
    if (source.has("GIF87a", 0) || source.has("GIF89a", 0)) {
      return Optional.of(ImageFormat.GIF);
    }
    if (source.has("RIFF", 0) && source.has("WEBP", 8)) {
      return Optional.of(ImageFormat.WEBP);
    }
    return BmpFile.headerLength(source) == 0 ? Optional.empty() : Optional.of(ImageFormat.BMP);
  }

  /** Every part of an image, none of them decoded. */
  static Parsed parse(ImageFormat format, Source source, Keep keep)
      throws IOException, NotUnderstoodException {
    return switch (format) {
      case JPEG -> JpegFile.parse(source, keep);
      case PNG -> PngFile.parse(source, keep);
      case GIF -> GifFile.parse(source);
      case WEBP -> WebpFile.parse(source, keep);
      case BMP -> BmpFile.parse(source);
    };
  }
}
