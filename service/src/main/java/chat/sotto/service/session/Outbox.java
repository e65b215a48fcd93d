package chat.sotto.service.session;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Frames beside entries that wait for a stream's transport: answers, of which there are never more
 * than frames were taken; notices, of which a stream has few; and signals, of which the newest of
 * each subject counts. Confined to the stream's executor.
 */
final class Outbox {
  private final int maxSignals;
  private final Queue<EncodedFrame> answers = new ArrayDeque<>();
  private final Queue<EncodedFrame> notices = new ArrayDeque<>();
  private final Map<Signal.Key, EncodedFrame> signals = new LinkedHashMap<>();

  Outbox(int maxSignals) {
    this.maxSignals = maxSignals;
  }

  void answer(EncodedFrame frame) {
    answers.add(frame);
  }

  void notice(EncodedFrame frame) {
    notices.add(frame);
  }

  void signal(Signal.Key key, EncodedFrame frame) {
    signals.put(key, frame);
    if (signals.size() > maxSignals) {
      Iterator<EncodedFrame> oldest = signals.values().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  boolean hasNotices() {
    return !notices.isEmpty();
  }

  boolean hasSignals() {
    return !signals.isEmpty();
  }

  /**
   * Moves what fits into the batch: answers, then notices, then signals.
   *
   * @return the number of answers among it
   */
  int drainTo(FrameBatch batch) {
    int before = answers.size();
    drain(answers.iterator(), batch);
    int moved = before - answers.size();
    if (answers.isEmpty()) {
      drain(notices.iterator(), batch);
    }
    if (answers.isEmpty() && notices.isEmpty()) {
      drain(signals.values().iterator(), batch);
    }
    return moved;
  }

  private static void drain(Iterator<EncodedFrame> waiting, FrameBatch batch) {
    while (waiting.hasNext() && batch.offer(waiting.next())) {
      waiting.remove();
    }
  }
}
