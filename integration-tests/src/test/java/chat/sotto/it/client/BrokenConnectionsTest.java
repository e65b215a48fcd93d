package chat.sotto.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.SaveTarget;
import chat.sotto.client.model.SavedFile;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.TransferListener;
import chat.sotto.client.model.Username;
import chat.sotto.it.wire.Ports;
import chat.sotto.service.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file of 64 MiB each way, over connections that break at random bytes, a hundred times. */
class BrokenConnectionsTest {
  private static final Logger LOG = LoggerFactory.getLogger(BrokenConnectionsTest.class);
  private static final int SIZE = 64 << 20;
  private static final int CUTS = 100;

  /** On average the file ends a little after the last cut. */
  private static final int FARTHEST = 1_000_000;

  @TempDir Path folder;

  @Test
  void fileOf64MiB_connectionBreaksAHundredTimesEachWay_isTheSame() throws Exception {
    long seed = Long.getLong("sotto.seed", new Random().nextLong());
    LOG.info("-Dsotto.seed={}", seed);
    int port = Ports.free();
    try (CuttingProxy proxy = new CuttingProxy(seed);
        People people =
            new People(
                folder,
                config ->
                    config.withPorts(
                        new ServerConfig.Ports(port, proxy.port()), ServerConfig.Ports.of(0)))) {
      proxy.forwardTo(port);
      Account alice = people.register("alice");
      Account bob = people.register("bob");
      ChatId chat = alice.request(new Username("bob"));
      bob.accept(chat);
      Path file = file();

      proxy.cut(CUTS, FARTHEST);
      Seq seq =
          alice.sendFile(chat, new FileToSend(file, "", null, false), TransferListener.NONE).seq();
      assertThat(proxy.cutsLeft()).as("cuts left, up").isZero();

      proxy.cut(CUTS, FARTHEST);
      SavedFile saved =
          bob.save(
              chat, seq, new SaveTarget(folder.resolve("saved"), false), TransferListener.NONE);
      assertThat(proxy.cutsLeft()).as("cuts left, down").isZero();

      assertThat(saved.path()).hasSameBinaryContentAs(file);
    }
  }

  private Path file() throws IOException {
    byte[] content = new byte[SIZE];
    new Random(7).nextBytes(content);
    return Files.write(folder.resolve("file"), content);
  }
}
