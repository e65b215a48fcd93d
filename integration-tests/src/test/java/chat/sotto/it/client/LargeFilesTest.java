package chat.sotto.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Username;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory does not grow with a file. */
class LargeFilesTest {
  @TempDir Path folder;

  @Test
  void fileOf192MiB_inAHeapOf128MiB_isSentAndSaved() throws Exception {
    // Less would not do to open a profile: Argon2id takes 64 MiB.
    sendAndSave(192L << 20, 128);
  }

  @Test
  @Tag("soak")
  void fileOf2GiB_inAHeapOf128MiB_isSentAndSaved() throws Exception {
    // With what sealing adds, the largest that a server takes unless told otherwise.
    sendAndSave((2L << 30) - (1 << 20), 128);
  }

  private void sendAndSave(long size, int heap) throws Exception {
    Path file = folder.resolve("large");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
      sparse.seek(size - 20);
      sparse.write("the end of the file.".getBytes(StandardCharsets.UTF_8));
    }
    try (People people = new People(folder)) {
      Account alice = people.register("alice");
      Account bob = people.register("bob");
      ChatId chat = alice.request(new Username("bob"));
      bob.accept(chat);
      alice.close();
      bob.close();

      String seq =
          SmallHeap.run(
              heap,
              "send",
              people.profile("alice").toString(),
              "alice",
              chat.toString(),
              file.toString());
      Path saved = folder.resolve("saved");
      var unused =
          SmallHeap.run(
              heap,
              "save",
              people.profile("bob").toString(),
              "bob",
              chat.toString(),
              seq,
              saved.toString());

      assertThat(Files.mismatch(file, saved)).isEqualTo(-1);
    }
  }
}
