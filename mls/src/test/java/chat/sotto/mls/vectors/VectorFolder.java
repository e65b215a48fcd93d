package chat.sotto.mls.vectors;

import chat.sotto.mls.vectors.kind.Vector;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of vector files: {@code -Dmls.vectors=DIR}, or beside the project. */
final class VectorFolder {
  /** From this module's directory, where Maven runs its tests. */
  private static final Path BESIDE = Path.of("..", "..", "shared", "mls-vectors");

  private VectorFolder() {}

  static Optional<Path> find() {
    @Nullable String given = System.getProperty("mls.vectors");
    // Worktrees lie one folder deeper than the project itself.
    Stream<Path> places =
        given != null
            ? Stream.of(Path.of(given))
            : Stream.of(BESIDE, Path.of("..").resolve(BESIDE));
    return places.filter(Files::isDirectory).findFirst();
  }

  static boolean required() {
    return "true".equals(System.getenv("CI"));
  }

  static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The entries of a file: usually an array of objects, or a single object. */
  static List<Vector> entries(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      JsonElement parsed = JsonParser.parseReader(reader);
      if (parsed.isJsonObject()) {
        return List.of(new Vector(parsed.getAsJsonObject()));
      }
      JsonArray array = parsed.getAsJsonArray();
      return Vector.objects(array);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
