package chat.sotto.cli.command;

import chat.sotto.client.image.Images;
import chat.sotto.client.image.Look;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files that are about to be sent. */
final class FilesToSend {

  private FilesToSend() {}

  /**
   * Looks at all of them before the first one goes.
   *
   * @throws SottoException {@code LOCAL_FILE} about the first that cannot be sent
   */
  static void check(List<Path> files) {
    for (Path file : files) {
      if (Files.isDirectory(file)) {
        throw unusable(file + " is a folder").hint("send its files, or an archive of it");
      }
      if (!Files.exists(file)) {
        throw unusable("there is no file " + file);
      }
      if (!Files.isRegularFile(file)) {
        throw unusable(file + " is not a regular file");
      }
      if (!Files.isReadable(file)) {
        throw unusable(file + " cannot be read by you");
      }
    }
  }

  /**
   * What to know about a file that begins like an image and is none: nothing is taken out of it.
   */
  static Optional<String> warning(Path file) {
    try {
      return Images.look(file) instanceof Look.Other other && other.why() == Look.Why.BROKEN
          ? Optional.of(
              name(file)
                  + " begins like an image, but "
                  + other.detail()
                  + ": it is sent as a file, with all that it may say of place and camera")
          : Optional.empty();
    } catch (IOException e) {
      // Sending it meets the same, and says so.
      return Optional.empty();
    }
  }

  private static SottoException unusable(String message) {
    return new SottoException(Reason.LOCAL_FILE, message).field("file");
  }

  /** A file's own name, without its folders. */
  static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }

  /**
   * Why not all of several were sent.
   *
   * @param at which of them failed
   */
  static SottoException failure(SottoException cause, List<Path> files, int at) {
    if (files.size() == 1) {
      return cause;
    }
    int after = files.size() - at - 1;
    String rest =
        switch (after) {
          case 0 -> "";
          case 1 -> "; the file after it was not sent";
          default -> "; the " + after + " files after it were not sent";
        };
    SottoException told =
        SottoException.named(
                cause.reason(), cause.failure(), files.get(at) + ": " + cause.getMessage() + rest)
            .cause(cause);
    return cause.hint().map(told::hint).orElse(told);
  }
}
