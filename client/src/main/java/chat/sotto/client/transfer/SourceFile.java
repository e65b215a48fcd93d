package chat.sotto.client.transfer;

import chat.sotto.client.attachment.SafeFileName;
import chat.sotto.client.image.FileChangedException;
import chat.sotto.client.image.Images;
import chat.sotto.client.image.Look;
import chat.sotto.client.image.Thumbnails;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.ImageInfo;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import com.google.crypto.tink.util.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is sent of a file on this machine: its bytes, and what it is called.
 *
 * @param path where it lies, for messages to the user
 * @param size how many bytes it has
 * @param mediaType what it is taken for
 * @param image for an image: what is known before it is fetched
 * @param bytes opens it anew
 */
record SourceFile(Path path, long size, String mediaType, @Nullable ImageInfo image, Opener bytes) {
  private static final String UNKNOWN_TYPE = "application/octet-stream";
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,62}/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}");

  /** Opens bytes. */
  @FunctionalInterface
  interface Opener {
    InputStream open() throws IOException;
  }

  /**
   * Looks at a file.
   *
   * @throws SottoException {@code LOCAL_FILE} when it is missing, no regular file or can't be read
   */
  static SourceFile of(FileToSend file) {
    Path path = file.path();
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      if (!found.isRegularFile()) {
        throw new SottoException(
                Reason.LOCAL_FILE,
                path + (found.isDirectory() ? " is a folder" : " is not a regular file"))
            .field("file")
            .hint("pack it into one file first");
      }
      if (!Files.isReadable(path)) {
        throw new SottoException(Reason.LOCAL_FILE, path + " cannot be read: permission denied")
            .field("file");
      }
      return Images.look(path) instanceof Look.Image image
          ? image(file, found.size(), image)
          : new SourceFile(path, found.size(), mediaType(path), null, () -> open(path));
    } catch (ClosedByInterruptException e) {
      throw new SottoException(Reason.TIMED_OUT, "interrupted: the file was not sent").cause(e);
    } catch (FileChangedException e) {
      throw changed(path);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static SourceFile image(FileToSend file, long size, Look.Image image) {
    Bytes thumbnail = Thumbnails.make(image).orElse(Bytes.copyFrom(new byte[0]));
    return new SourceFile(
        file.path(),
        file.keepMetadata() ? size : image.clean().size(),
        image.format().mediaType(),
        new ImageInfo(image.width(), image.height(), thumbnail),
        file.keepMetadata() ? () -> open(file.path()) : image.clean()::open);
  }

  private static InputStream open(Path path) throws IOException {
    return Files.newInputStream(path);
  }

  /** The description of what was read. */
  FileInfo info(String sha256) {
    return new FileInfo(
        SafeFileName.whole(String.valueOf(path.getFileName())), mediaType, size, sha256, image);
  }

  static SottoException unreadable(Path path, IOException cause) {
    String why =
        cause instanceof NoSuchFileException ? "there is no such file" : cause.getMessage();
    return new SottoException(Reason.LOCAL_FILE, path + " cannot be read: " + why)
        .field("file")
        .cause(cause);
  }

  SottoException changed() {
    return changed(path);
  }

  private static SottoException changed(Path path) {
    return new SottoException(Reason.FILE_CHANGED, path + " was changed while it was read")
        .field("file")
        .hint("send it again when nothing writes to it");
  }

  private static String mediaType(Path path) throws IOException {
    String type = Files.probeContentType(path);
    String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
    return MEDIA_TYPE.matcher(lower).matches() ? lower : UNKNOWN_TYPE;
  }
}
