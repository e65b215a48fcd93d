package chat.sotto.client.agent;

import static chat.sotto.client.agent.ScriptedAccount.CHAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SaveTarget;
import chat.sotto.client.model.SavedFile;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.TransferListener;
import chat.sotto.client.profile.ProfileDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files through an agent: what is told meanwhile, and how they end early. */
class AgentTransfersTest {
  private static final FileToSend FILE = new FileToSend(Path.of("/tmp/a"), "", null, false);

  /** A transfer that goes on until it is interrupted or let through. */
  private static final class Slow extends ScriptedAccount {
    final CountDownLatch letThrough = new CountDownLatch(1);
    volatile boolean finishesAnyway;

    @Override
    public SentMessage sendFile(ChatId chat, FileToSend file, TransferListener progress) {
      progress.progress(1, 10);
      asked.add("begun");
      try {
        letThrough.await();
      } catch (InterruptedException e) {
        asked.add("interrupted");
        if (!finishesAnyway) {
          throw new SottoException(Reason.TIMED_OUT, "interrupted");
        }
        Thread.currentThread().interrupt();
      }
      progress.progress(10, 10);
      return new SentMessage(chat, new Seq(7), TIME);
    }

    @Override
    public SavedFile save(ChatId chat, Seq seq, SaveTarget target, TransferListener progress) {
      throw new SottoException(Reason.FILE_EXISTS, "there is one");
    }
  }

  @TempDir Path temporary;
  private final Slow held = new Slow();
  private final List<AutoCloseable> open = new ArrayList<>();
  private Account remote = held;

  @BeforeEach
  void connect() {
    ProfileDirectory directory = new ProfileDirectory(temporary);
    open.add(AgentServer.start(directory, held));
    remote = AgentAccount.connect(directory).orElseThrow();
    open.add(0, remote);
  }

  @AfterEach
  void close() throws Exception {
    held.letThrough.countDown();
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  @Test
  void sendFile_whileItGoes_tellsHowFarAndTheEnd() {
    List<Long> told = new ArrayList<>();
    held.letThrough.countDown();

    SentMessage sent = remote.sendFile(CHAT, FILE, (done, total) -> told.add(done));

    assertThat(sent.seq()).isEqualTo(new Seq(7));
    assertThat(told).isSorted().endsWith(10L);
  }

  @Test
  void sendFile_callerInterrupted_isInterruptedThere() throws Exception {
    AtomicBoolean still = new AtomicBoolean();
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                remote.sendFile(CHAT, FILE, TransferListener.NONE);
              } catch (SottoException e) {
                still.set(Thread.currentThread().isInterrupted());
                failure.complete(e);
              }
            });
    caller.start();
    await().until(() -> held.asked.contains("begun"));

    caller.interrupt();
    caller.join();

    assertThat(failure.join()).isInstanceOf(SottoException.class).hasMessage("interrupted");
    assertThat(still).isTrue();
    assertThat(remote.whoAmI()).isNotNull();
  }

  @Test
  void sendFile_interruptedTooLate_givesWhatCameOfIt() throws Exception {
    held.finishesAnyway = true;
    CompletableFuture<SentMessage> sent = new CompletableFuture<>();
    Thread caller =
        new Thread(() -> sent.complete(remote.sendFile(CHAT, FILE, TransferListener.NONE)));
    caller.start();
    await().until(() -> held.asked.contains("begun"));

    caller.interrupt();
    caller.join();

    assertThat(sent.join().seq()).isEqualTo(new Seq(7));
  }

  @Test
  void sendFile_callerLeaves_isInterruptedThere() {
    CompletableFuture<SentMessage> sent =
        CompletableFuture.supplyAsync(() -> remote.sendFile(CHAT, FILE, TransferListener.NONE));
    await().until(() -> held.asked.contains("begun"));

    remote.close();

    await().until(() -> held.asked.contains("interrupted"));
    await().until(sent::isCompletedExceptionally);
  }

  @Test
  void sendFile_moreThanTheBound_isRefusedAndOtherCallsGoOn() {
    List<CompletableFuture<SentMessage>> sends = new ArrayList<>();
    for (int i = 0; i < AgentProtocol.MAX_TRANSFERS; i++) {
      CompletableFuture<SentMessage> send = new CompletableFuture<>();
      new Thread(() -> send.complete(remote.sendFile(CHAT, FILE, TransferListener.NONE))).start();
      sends.add(send);
    }
    await().until(() -> held.asked.size() == AgentProtocol.MAX_TRANSFERS);

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> remote.sendFile(CHAT, FILE, TransferListener.NONE))
        .matches(e -> e.is(Reason.LIMIT_REACHED));
    assertThat(remote.whoAmI()).isNotNull();
    held.letThrough.countDown();
    sends.forEach(CompletableFuture::join);
    await()
        .ignoreExceptions()
        .until(() -> remote.sendFile(CHAT, FILE, TransferListener.NONE) != null);
  }

  @Test
  void save_failing_keepsItTyped() {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(
            () ->
                remote.save(
                    CHAT,
                    new Seq(1),
                    new SaveTarget(Path.of("relative"), false),
                    TransferListener.NONE))
        .matches(e -> e.is(Reason.FILE_EXISTS));
  }
}
