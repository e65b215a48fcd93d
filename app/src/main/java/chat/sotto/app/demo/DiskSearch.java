package chat.sotto.app.demo;

import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every byte that lies in the files of a directory. */
final class DiskSearch {
  private final List<byte[]> files = new ArrayList<>();

  /** Reads them all: a demonstration's are small. */
  DiskSearch(Path directory) throws IOException {
    try (Stream<Path> found = Files.walk(directory)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.add(Files.readAllBytes(file));
      }
    }
  }

  /** Whether a text occurs anywhere, as UTF-8 or UTF-16. */
  boolean contains(String text) {
    return Stream.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)
        .anyMatch(
            charset ->
                files.stream().anyMatch(file -> Bytes.indexOf(file, text.getBytes(charset)) >= 0));
  }

  /** Whether these bytes occur anywhere. */
  boolean contains(byte[] bytes) {
    return files.stream().anyMatch(file -> Bytes.indexOf(file, bytes) >= 0);
  }

  int fileCount() {
    return files.size();
  }

  long size() {
    return files.stream().mapToLong(file -> file.length).sum();
  }
}
