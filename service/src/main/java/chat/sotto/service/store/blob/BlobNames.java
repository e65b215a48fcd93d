package chat.sotto.service.store.blob;

import chat.sotto.service.domain.BlobId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Blobs by the names of their files and objects: 32 lower-case hexadecimal characters. */
final class BlobNames {
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}");

  private BlobNames() {}

  /** Empty for a name that no blob has. */
  static Optional<BlobId> find(String name) {
    return NAME.matcher(name).matches() ? Optional.of(BlobId.ofHex(name)) : Optional.empty();
  }

  static Optional<BlobId> find(Path file) {
    return find(String.valueOf(file.getFileName()));
  }

  /** The blobs in a folder, in no order; other files are passed over. */
  static Stream<BlobId> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(BlobNames::find).flatMap(Optional::stream).toList().stream();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
