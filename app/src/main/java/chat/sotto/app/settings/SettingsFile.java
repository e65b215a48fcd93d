package chat.sotto.app.settings;

import chat.sotto.cli.output.SimilarWords;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import com.google.errorprone.annotations.CheckReturnValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * A file of settings: Java properties in UTF-8. An empty value counts as none. Immutable.
 *
 * <p>Nothing in it is secret, so others may read it; but whoever may write it decides where the
 * server keeps its keys, so that is refused.
 */
@CheckReturnValue
final class SettingsFile {
  private static final int MAX_BYTES = 64 * 1024;
  private static final Set<PosixFilePermission> WRITE_BY_OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final Path path;
  private final String text;
  private final Map<String, String> values;

  private SettingsFile(Path path, String text, Map<String, String> values) {
    this.path = path;
    this.text = text;
    this.values = values;
  }

  /**
   * Reads one.
   *
   * @throws SottoException {@code INVALID_FIELD} when it cannot be read, is too long, others may
   *     write it, or it is not of this form
   */
  static SettingsFile read(Path path) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw unusable(path, "does not exist");
    } catch (IOException e) {
      throw unusable(path, "cannot be read").cause(e);
    }
    if (bytes.length > MAX_BYTES) {
      throw unusable(path, "is longer than " + MAX_BYTES + " bytes");
    }
    refuseWritableByOthers(path);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new SettingsFile(path, text, parse(path, text));
    } catch (CharacterCodingException e) {
      throw unusable(path, "is not UTF-8");
    }
  }

  private static void refuseWritableByOthers(Path path) {
    try {
      for (PosixFilePermission permission : Files.getPosixFilePermissions(path)) {
        if (WRITE_BY_OTHERS.contains(permission)) {
          throw unusable(path, "can be written by other users").hint("run: chmod go-w " + path);
        }
      }
    } catch (IOException | UnsupportedOperationException e) {
      // No such permissions here: nothing to check.
    }
  }

  private static Map<String, String> parse(Path path, String text) {
    Map<String, String> values = new LinkedHashMap<>();
    Properties reader =
        new Properties() {
          @Override
          public synchronized Object put(Object key, Object value) {
            if (values.putIfAbsent((String) key, ((String) value).strip()) != null) {
              throw new SottoException(
                      Reason.INVALID_FIELD, place(path, text, (String) key) + " is there twice")
                  .hint("keep one; several values of one setting are separated by commas");
            }
            return "";
          }
        };
    try {
      reader.load(new StringReader(text));
    } catch (IllegalArgumentException e) {
      throw unusable(path, "has a bad \\u escape").hint("write a backslash as \\\\");
    } catch (IOException e) {
      throw unusable(path, "cannot be read").cause(e);
    }
    return values;
  }

  /**
   * Checks the keys.
   *
   * @param known those that there are
   * @throws SottoException {@code INVALID_FIELD}, naming one that is not known
   */
  void requireKeys(Collection<String> known) {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        List<String> similar = SimilarWords.of(key, known);
        throw new SottoException(Reason.INVALID_FIELD, place(key) + " is no setting")
            .hint(
                similar.isEmpty()
                    ? "settings are named like the options of sotto serve, without --"
                    : "did you mean " + String.join(" or ", similar) + "?");
      }
    }
  }

  /** The value of a key. */
  Optional<String> find(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
  }

  /** Where it lies. */
  Path path() {
    return path;
  }

  /** File, line and key, for people. */
  String place(String key) {
    return place(path, text, key);
  }

  private static String place(Path path, String text, String key) {
    List<String> lines = text.lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at).strip();
      // A key that is written with escapes is named without its line.
      if (line.startsWith(key) && line.substring(key.length()).matches("([\\s:=].*)?")) {
        return path + ", line " + (at + 1) + ": " + key;
      }
    }
    return path + ": " + key;
  }

  private static SottoException unusable(Path path, String what) {
    return new SottoException(Reason.INVALID_FIELD, "the settings file " + path + " " + what)
        .field("--config");
  }
}
