package chat.sotto.cli.terminal;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.function.Consumer;

/** A file that holds one secret: UTF-8, one newline at its end dropped. */
public final class SecretFile {
  private static final int MAX_BYTES = 4096;
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private SecretFile() {}

  /**
   * Reads one.
   *
   * @param option the option that named it, for failures
   * @param warn takes a sentence when others can read the file
   * @throws SottoException {@code INVALID_FIELD} when it cannot be read, is too long or no UTF-8
   */
  public static String read(Path file, String option, Consumer<String> warn) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw invalid(file, option, "does not exist").cause(e);
    } catch (IOException e) {
      throw invalid(file, option, "cannot be read").cause(e);
    }
    if (bytes.length > MAX_BYTES) {
      throw invalid(file, option, "is longer than " + MAX_BYTES + " bytes");
    }
    warnIfOpen(file, warn);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return dropNewline(text);
    } catch (CharacterCodingException e) {
      throw invalid(file, option, "is not UTF-8");
    }
  }

  /** Without the one line end that editors and {@code echo} put there. */
  public static String dropNewline(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private static void warnIfOpen(Path file, Consumer<String> warn) {
    try {
      for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
        if (OTHERS.contains(permission)) {
          warn.accept("others on this machine can read " + file + "; run: chmod 600 " + file);
          return;
        }
      }
    } catch (IOException | UnsupportedOperationException e) {
      // No such permissions here: nothing to warn about.
    }
  }

  private static SottoException invalid(Path file, String option, String what) {
    return new SottoException(
            Reason.INVALID_FIELD, "the file of " + option + " " + what + ": " + file)
        .field(option);
  }
}
