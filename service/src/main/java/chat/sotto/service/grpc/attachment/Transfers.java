package chat.sotto.service.grpc.attachment;

import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.grpc.attachment.TransferObserver.Direction;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** The transfers that go on now: bounds their number, and asks now and then whether they may. */
final class Transfers {
  private static final int UPLOADS_A_DEVICE = 4;
  private static final int DOWNLOADS_A_DEVICE = 8;

  private final Executor executor;
  private final TransferObserver observer;
  private final Set<Transfer<?, ?>> running = ConcurrentHashMap.newKeySet();
  private final Map<Slot, Integer> slots = new ConcurrentHashMap<>();
  private volatile boolean draining;

  private record Slot(DeviceId device, Direction direction) {}

  Transfers(Executor executor, TransferObserver observer) {
    this.executor = executor;
    this.observer = observer;
  }

  /**
   * Lets a transfer begin.
   *
   * @throws RefusedException {@code LIMIT_REACHED}, {@code GOING_AWAY}
   */
  void admit(Transfer<?, ?> transfer) {
    Slot slot = slot(transfer);
    int most = transfer.direction() == Direction.UPLOAD ? UPLOADS_A_DEVICE : DOWNLOADS_A_DEVICE;
    slots.compute(
        slot,
        (same, before) -> {
          int count = before == null ? 0 : before;
          if (count == most) {
            throw RefusedException.of(
                Reason.LIMIT_REACHED,
                "a device has at most " + most + " transfers of this kind at once");
          }
          return count + 1;
        });
    running.add(transfer);
    observer.began(transfer.direction());
    if (draining) {
      throw goingAway();
    }
  }

  /** Forgets a transfer that was admitted. */
  void ended(Transfer<?, ?> transfer) {
    if (running.remove(transfer)) {
      slots.computeIfPresent(slot(transfer), (same, count) -> count == 1 ? null : count - 1);
      observer.ended(transfer.direction());
    }
  }

  void moved(Direction direction, int bytes) {
    observer.moved(direction, bytes);
  }

  private static Slot slot(Transfer<?, ?> transfer) {
    return new Slot(transfer.device().device(), transfer.direction());
  }

  /** Ends those that may not go on, or do not. Does not block. */
  void recheck() {
    try {
      running.forEach(transfer -> executor.execute(transfer::recheck));
    } catch (RejectedExecutionException e) {
      // The server ends, and they with it.
      return;
    }
  }

  /** Ends all, and lets none begin. */
  void drain() {
    draining = true;
    running.forEach(transfer -> transfer.fail(goingAway()));
  }

  private static RefusedException goingAway() {
    return RefusedException.of(
        Reason.GOING_AWAY, "the server is going away; go on from here when it is back");
  }
}
