package chat.sotto.client.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** What is done to folders, other than to the files in them. */
public final class Folders {
  private Folders() {}

  /**
   * The names in a folder are on disk when this returns, where the file system can promise that.
   */
  public static void sync(@Nullable Path folder) throws IOException {
    if (folder != null && Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
