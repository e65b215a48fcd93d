package chat.sotto.cli.command;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
