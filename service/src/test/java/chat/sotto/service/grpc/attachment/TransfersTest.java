package chat.sotto.service.grpc.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.service.domain.AttachmentId;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Username;
import chat.sotto.service.grpc.attachment.TransferObserver.Direction;
import chat.sotto.v1.UploadResponse;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How transfers are ended from elsewhere, above all while a step of theirs takes long. */
@Timeout(30)
class TransfersTest {
  private static final long MINUTE = Duration.ofSeconds(61).toNanos();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final DeviceRef DEVICE =
      new DeviceRef(Username.of("alice"), DeviceId.random(RANDOM));

  private final List<Runnable> handedOver = new ArrayList<>();
  private final AtomicLong now = new AtomicLong();
  private final Transfers transfers =
      new Transfers(handedOver::add, TransferObserver.NONE, now::get);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** A call of which only the end matters. */
  private static final class EndOnly extends ServerCall<UploadPart, UploadResponse> {
    private volatile Optional<Status> end = Optional.empty();

    @Override
    public void request(int messages) {}

    @Override
    public void sendHeaders(Metadata headers) {}

    @Override
    public void sendMessage(UploadResponse message) {}

    @Override
    public void close(Status status, Metadata trailers) {
      end = Optional.of(status);
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public MethodDescriptor<UploadPart, UploadResponse> getMethodDescriptor() {
      throw new UnsupportedOperationException("nobody asks");
    }
  }

  /** A transfer that does what the test says. */
  private final class Plain extends Transfer<UploadPart, UploadResponse> {
    private final EndOnly end;
    private final AtomicInteger checks = new AtomicInteger();
    private final AtomicInteger releases = new AtomicInteger();

    private Plain(EndOnly end) {
      super(end, new TransferCaller(DEVICE, () -> {}), transfers);
      this.end = end;
    }

    private static Plain begun(TransfersTest test) {
      Plain plain = test.new Plain(new EndOnly());
      plain.start(1);
      return plain;
    }

    @Override
    Direction direction() {
      return Direction.UPLOAD;
    }

    @Override
    void check() {
      checks.incrementAndGet();
    }

    @Override
    void release() {
      releases.incrementAndGet();
    }

    private Optional<String> why() {
      return end.end.map(Status::getDescription);
    }
  }

  /** A step that lasts until it is told to end. */
  private final class LongStep {
    private final CountDownLatch end = new CountDownLatch(1);
    private final Future<?> run;

    private LongStep(Plain plain) throws InterruptedException {
      CountDownLatch begun = new CountDownLatch(1);
      run =
          threads.submit(
              () ->
                  plain.step(
                      () -> {
                        begun.countDown();
                        await(end);
                      }));
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void finish() throws InterruptedException, ExecutionException, TimeoutException {
      end.countDown();
      run.get(20, TimeUnit.SECONDS);
    }
  }

  /** Elsewhere, as it may block if it is wrong. */
  private void soon(Runnable task)
      throws InterruptedException, ExecutionException, TimeoutException {
    threads.submit(task).get(20, TimeUnit.SECONDS);
  }

  private void runHandedOver() throws InterruptedException, ExecutionException, TimeoutException {
    List<Runnable> tasks = List.copyOf(handedOver);
    handedOver.clear();
    for (Runnable task : tasks) {
      soon(task);
    }
  }

  @Test
  void recheck_beforeTheLastOneHasEnded_handsNothingOver() throws Exception {
    Plain plain = Plain.begun(this);

    transfers.recheck();
    transfers.recheck();
    assertThat(handedOver).hasSize(1);
    runHandedOver();
    assertThat(plain.checks).hasValue(1);

    transfers.recheck();
    assertThat(handedOver).hasSize(1);
  }

  @Test
  void recheck_nothingMovedForAMinute_ends() throws Exception {
    Plain plain = Plain.begun(this);
    now.addAndGet(MINUTE);

    transfers.recheck();
    runHandedOver();

    assertThat(plain.why().orElseThrow()).contains("nothing has moved");
    assertThat(plain.releases).hasValue(1);
  }

  @Test
  void recheck_duringAStepOfMoreThanAMinute_neitherWaitsNorEndsIt() throws Exception {
    Plain plain = Plain.begun(this);
    LongStep step = new LongStep(plain);
    now.addAndGet(MINUTE);

    transfers.recheck();
    runHandedOver();
    step.finish();
    transfers.recheck();
    runHandedOver();

    assertThat(plain.why()).isEmpty();
    assertThat(plain.checks).hasValue(2);
  }

  @Test
  void drain_duringAStep_doesNotWaitAndEndsAfterIt() throws Exception {
    Plain busy = Plain.begun(this);
    Plain idle = Plain.begun(this);
    LongStep step = new LongStep(busy);

    soon(transfers::drain);

    assertThat(idle.why().orElseThrow()).contains("going away");
    assertThat(busy.why()).isEmpty();
    step.finish();
    assertThat(busy.why().orElseThrow()).contains("going away");
    assertThat(busy.releases).hasValue(1);
  }

  @Test
  void name_ofAnUploadThatStandsStill_takesItsPlace() {
    ChatId chat = ChatId.random(RANDOM);
    AttachmentId attachment = AttachmentId.random(RANDOM);
    Plain older = named(chat, attachment);
    for (int i = 0; i < 3; i++) {
      assertThat(named(chat, AttachmentId.random(RANDOM)).why()).isEmpty();
    }

    assertThat(named(chat, AttachmentId.random(RANDOM)).why().orElseThrow()).contains("at most 4");
    assertThat(named(chat, attachment).why()).isEmpty();
    assertThat(older.why().orElseThrow()).contains("newer stream");
  }

  private Plain named(ChatId chat, AttachmentId attachment) {
    Plain plain = Plain.begun(this);
    plain.step(() -> transfers.name(plain, chat, attachment));
    return plain;
  }

  @Test
  void name_ofAnUploadWhoseStepRuns_stillCountsIt() throws Exception {
    ChatId chat = ChatId.random(RANDOM);
    AttachmentId attachment = AttachmentId.random(RANDOM);
    Plain older = named(chat, attachment);
    for (int i = 0; i < 3; i++) {
      assertThat(named(chat, AttachmentId.random(RANDOM)).why()).isEmpty();
    }
    LongStep step = new LongStep(older);

    assertThat(named(chat, attachment).why().orElseThrow()).contains("at most 4");

    step.finish();
    assertThat(older.why()).isPresent();
    assertThat(named(chat, attachment).why()).isEmpty();
  }

  @Test
  void admit_moreThanEightWithoutHeader_areRefused() {
    for (int i = 0; i < 8; i++) {
      assertThat(Plain.begun(this).why()).isEmpty();
    }
    assertThat(Plain.begun(this).why().orElseThrow()).contains("at most 8");
  }
}
