package chat.sotto.service.grpc.attachment;

import chat.sotto.service.domain.AttachmentId;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.grpc.attachment.TransferObserver.Direction;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/** The transfers that go on now: bounds their number, and asks now and then whether they may. */
final class Transfers {
  private final Executor executor;
  private final TransferObserver observer;
  private final LongSupplier clock;
  private final Map<Transfer<?, ?>, Slot> running = new ConcurrentHashMap<>();
  private final Map<Slot, Integer> slots = new ConcurrentHashMap<>();
  private volatile boolean draining;

  /** What uploads upload that have said so. */
  private final Map<Transfer<?, ?>, Target> named = new ConcurrentHashMap<>();

  /** Of the uploads of one attachment the last one that has begun. */
  private final Map<Target, Transfer<?, ?>> newest = new ConcurrentHashMap<>();

  /** What is counted, and how much of it a device may have at once. */
  private enum Kind {
    /** Uploads that have not said of what: the header decides whether it is one more. */
    WITHOUT_HEADER(8),
    UPLOAD(4),
    DOWNLOAD(8);

    private final int most;

    Kind(int most) {
      this.most = most;
    }
  }

  private record Slot(DeviceId device, Kind kind) {}

  private record Target(DeviceId device, ChatId chat, AttachmentId attachment) {}

  /**
   * None yet.
   *
   * @param clock what {@link System#nanoTime} is
   */
  Transfers(Executor executor, TransferObserver observer, LongSupplier clock) {
    this.executor = executor;
    this.observer = observer;
    this.clock = clock;
  }

  long nanoTime() {
    return clock.getAsLong();
  }

  /**
   * Lets a transfer begin.
   *
   * @throws RefusedException {@code LIMIT_REACHED}, {@code GOING_AWAY}
   */
  void admit(Transfer<?, ?> transfer) {
    boolean upload = transfer.direction() == Direction.UPLOAD;
    Slot slot = new Slot(device(transfer), upload ? Kind.WITHOUT_HEADER : Kind.DOWNLOAD);
    take(slot);
    running.put(transfer, slot);
    observer.began(transfer.direction());
    if (draining) {
      throw goingAway();
    }
  }

  /**
   * Lets an upload go on that has said of what. An older one of the same device ends first: its
   * connection may be lost without anybody having told the server, and it would take the place of
   * this one, which goes on where it stopped. To be called in a step.
   *
   * @throws RefusedException {@code LIMIT_REACHED}
   */
  void name(Transfer<?, ?> upload, ChatId chat, AttachmentId attachment) {
    Target target = new Target(device(upload), chat, attachment);
    named.put(upload, target);
    Transfer<?, ?> older = newest.put(target, upload);
    if (older != null) {
      older.failSoon(superseded());
    }
    Slot slot = new Slot(device(upload), Kind.UPLOAD);
    take(slot);
    Slot before = running.put(upload, slot);
    if (before != null) {
      giveBack(before);
    }
  }

  private void take(Slot slot) {
    slots.compute(
        slot,
        (same, before) -> {
          int count = before == null ? 0 : before;
          if (count == slot.kind().most) {
            throw RefusedException.of(
                Reason.LIMIT_REACHED,
                "a device has at most " + slot.kind().most + " transfers of this kind at once");
          }
          return count + 1;
        });
  }

  private void giveBack(Slot slot) {
    slots.computeIfPresent(slot, (same, count) -> count == 1 ? null : count - 1);
  }

  /** Forgets a transfer that was admitted. */
  void ended(Transfer<?, ?> transfer) {
    Target target = named.remove(transfer);
    if (target != null) {
      newest.remove(target, transfer);
    }
    Slot slot = running.remove(transfer);
    if (slot != null) {
      giveBack(slot);
      observer.ended(transfer.direction());
    }
  }

  void moved(Direction direction, int bytes) {
    observer.moved(direction, bytes);
  }

  private static DeviceId device(Transfer<?, ?> transfer) {
    return transfer.device().device();
  }

  /** Ends those that may not go on, or do not. Does not block. */
  void recheck() {
    try {
      running.keySet().forEach(transfer -> transfer.recheck(executor));
    } catch (RejectedExecutionException e) {
      // The server ends, and they with it.
      return;
    }
  }

  /** Ends all, each after its present step, and lets none begin. Waits for no step. */
  void drain() {
    draining = true;
    running.keySet().forEach(transfer -> transfer.failSoon(goingAway()));
  }

  /** Why an upload ends of which there is a newer stream. */
  static RefusedException superseded() {
    return RefusedException.of(Reason.UPLOAD_SUPERSEDED, "a newer stream uploads this attachment");
  }

  private static RefusedException goingAway() {
    return RefusedException.of(
        Reason.GOING_AWAY, "the server is going away; go on from here when it is back");
  }
}
