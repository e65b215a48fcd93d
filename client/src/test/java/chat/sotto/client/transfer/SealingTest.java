package chat.sotto.client.transfer;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.client.attachment.AttachmentCipher;
import chat.sotto.client.attachment.AttachmentKey;
import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.spool.GrowingFile;
import chat.sotto.client.spool.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingTest {
  @TempDir Path folder;

  /** A file that grows as fast as it is read. */
  private static final class Endless extends InputStream {
    private long given;

    @Override
    public int read() {
      throw new AssertionError("read piece by piece");
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
      given += count;
      if (given > 10_000_000) {
        throw new IOException("far more was read than the file had");
      }
      return count;
    }
  }

  @Test
  void run_fileGrowsWithoutEnd_stopsWhereItShouldHaveEnded() {
    SourceFile source =
        new SourceFile(Path.of("a.log"), 1_000_000, "text/plain", null, Endless::new);
    AttachmentCipher cipher =
        new AttachmentCipher(AttachmentKey.random(), ChatId.random(), AttachmentId.random());
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (GrowingFile spool = new Spool(folder.resolve("spool")).grow("one")) {
      assertThatExceptionOfType(SottoException.class)
          .isThrownBy(() -> Sealing.run(source, cipher, spool, threads))
          .matches(e -> e.is(Reason.FILE_CHANGED));
    } finally {
      threads.shutdownNow();
    }
  }
}
