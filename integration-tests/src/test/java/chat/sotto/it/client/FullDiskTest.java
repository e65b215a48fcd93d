package chat.sotto.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SaveTarget;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.TransferListener;
import chat.sotto.client.model.Username;
import chat.sotto.it.wire.LittleDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that are too small for a file: where it is sealed, where it is fetched, where it is saved.
 */
class FullDiskTest {
  @TempDir Path folder;

  private Path file(String name, int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return Files.write(folder.resolve(name), content);
  }

  private static Seq send(Account account, ChatId chat, Path file) {
    return account
        .sendFile(chat, new FileToSend(file, "", null, false), TransferListener.NONE)
        .seq();
  }

  private static void fails(Runnable call, Path named) {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(call::run)
        .matches(e -> e.is(Reason.LOCAL_FILE))
        .withMessageContaining(named.toString());
  }

  private static List<Path> list(Path path) throws IOException {
    if (!Files.exists(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.toList();
    }
  }

  @Test
  void profilesDiskTooSmall_nothingIsSentOrSavedOrLeftAndLessGoes() throws Exception {
    Optional<LittleDisk> mounted = LittleDisk.mount(folder.resolve("alice"), 8);
    assumeTrue(mounted.isPresent(), "this process may not mount");
    try (LittleDisk disk = mounted.get();
        People people = new People(folder)) {
      Account alice = people.register("alice");
      Account bob = people.register("bob");
      ChatId chat = alice.request(new Username("bob"));
      bob.accept(chat);
      Path large = file("large", 20_000_000);
      Path spool = disk.folder().resolve("spool");

      fails(() -> send(alice, chat, large), spool);
      assertThat(list(spool)).isEmpty();

      Seq seq = send(bob, chat, large);
      Path target = folder.resolve("saved");
      fails(
          () -> alice.save(chat, seq, new SaveTarget(target, false), TransferListener.NONE), spool);
      assertThat(list(spool)).isEmpty();
      assertThat(target).doesNotExist();

      Seq small = send(alice, chat, file("small", 1_000_000));
      assertThat(bob.save(chat, small, new SaveTarget(target, false), TransferListener.NONE).path())
          .hasSameBinaryContentAs(folder.resolve("small"));
    }
  }

  @Test
  void targetsDiskTooSmall_nothingIsLeftThereAndNothingIsFetchedAgain() throws Exception {
    Optional<LittleDisk> mounted = LittleDisk.mount(folder.resolve("stick"), 4);
    assumeTrue(mounted.isPresent(), "this process may not mount");
    try (LittleDisk disk = mounted.get();
        People people = new People(folder)) {
      Account alice = people.register("alice");
      Account bob = people.register("bob");
      ChatId chat = alice.request(new Username("bob"));
      bob.accept(chat);
      Path large = file("large", 10_000_000);
      Seq seq = send(alice, chat, large);
      Path target = disk.folder().resolve("saved");

      fails(
          () -> bob.save(chat, seq, new SaveTarget(target, false), TransferListener.NONE), target);

      assertThat(list(disk.folder())).isEmpty();
      assertThat(
              bob.save(
                      chat,
                      seq,
                      new SaveTarget(folder.resolve("elsewhere"), false),
                      TransferListener.NONE)
                  .path())
          .hasSameBinaryContentAs(large);
    }
  }
}
