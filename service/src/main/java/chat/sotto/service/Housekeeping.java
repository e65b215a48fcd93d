package chat.sotto.service;

import chat.sotto.service.usecase.chat.ExpireMessages;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server does now and then, without being asked. */
final class Housekeeping {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration EXPIRY_PERIOD = Duration.ofHours(1);
  private static final Duration TRANSFER_CHECK = Duration.ofSeconds(1);
  private static final Duration SWEEP_PERIOD = Duration.ofMinutes(1);
  private static final Duration UNKNOWN_PERIOD = Duration.ofDays(1);

  private final ChatParts chats;
  private final AttachmentParts attachments;
  private final Duration streamCheck;

  /** Looks whether streams and transfers may go on. */
  private final ScheduledExecutorService watch = thread("sotto-watch");

  /** Erases what is too old. */
  private final ScheduledExecutorService expiry = thread("sotto-expiry");

  /** Deletes the bytes of attachments that are gone. */
  private final ScheduledExecutorService sweep = thread("sotto-sweep");

  Housekeeping(ChatParts chats, AttachmentParts attachments, Duration streamCheck) {
    this.chats = chats;
    this.attachments = attachments;
    this.streamCheck = streamCheck;
  }

  private static ScheduledExecutorService thread(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        new ThreadFactoryBuilder().setNameFormat(name).setDaemon(true).build());
  }

  void start() {
    repeat(watch, streamCheck, streamCheck, chats.streams()::recheck);
    repeat(watch, TRANSFER_CHECK, TRANSFER_CHECK, attachments.service()::recheck);
    if (chats.expiry().isPresent()) {
      repeat(
          expiry,
          Duration.ZERO,
          EXPIRY_PERIOD,
          () -> safely("messages that are too old were not all erased", this::expireMessages));
    }
    String left = "attachments that nobody wants were not all deleted";
    repeat(sweep, SWEEP_PERIOD, SWEEP_PERIOD, () -> safely(left, attachments.sweep()::run));
    // Not at the start: beside an older database, restored by mistake, all that is newer is
    // unknown.
    repeat(
        sweep,
        UNKNOWN_PERIOD,
        UNKNOWN_PERIOD,
        () -> safely(left, attachments.sweep()::runForUnknown));
  }

  private static void repeat(
      ScheduledExecutorService on, Duration first, Duration period, Runnable task) {
    var unused =
        on.scheduleWithFixedDelay(task, first.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void safely(String failure, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.warn("{}; another attempt follows", failure, e);
    }
  }

  long expireMessages() {
    return chats.expiry().map(ExpireMessages::run).orElse(0L);
  }

  int sweepAttachments() {
    return attachments.sweep().run();
  }

  /** Ends it, after the steps that run. */
  void stop() {
    watch.shutdownNow();
    chats.expiry().ifPresent(ExpireMessages::stop);
    attachments.sweep().stop();
    List.of(expiry, sweep).forEach(ScheduledExecutorService::shutdownNow);
  }
}
