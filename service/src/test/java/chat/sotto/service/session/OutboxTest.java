package chat.sotto.service.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.Username;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final StreamLimits LIMITS =
      new StreamLimits(9, 9, 4, 100, 9, 9, 2, Duration.ofHours(1));

  private static EncodedFrame frame(int size) {
    return EncodedFrame.wrap(new byte[size]);
  }

  private static Signal.Key key(long chat) {
    return new Signal.DeliveredTo(new ChatId(0, chat), new Username("bob"), 1).key();
  }

  @Test
  void drain_moreThanFits_keepsTheRestInOrder() {
    Outbox outbox = new Outbox(2);
    EncodedFrame signal = frame(1);
    EncodedFrame notice = frame(2);
    outbox.signal(key(1), signal);
    outbox.notice(notice);
    for (int i = 0; i < 3; i++) {
      outbox.answer(frame(40));
    }
    FrameBatch first = new FrameBatch(LIMITS);
    assertThat(outbox.drainTo(first)).isEqualTo(2);
    assertThat(first.frames()).hasSize(2);
    FrameBatch second = new FrameBatch(LIMITS);
    assertThat(outbox.drainTo(second)).isEqualTo(1);
    assertThat(second.frames()).hasSize(3).endsWith(notice, signal);
  }

  @Test
  void signal_ofTheSameSubject_replacesTheOneThatWaits() {
    Outbox outbox = new Outbox(2);
    EncodedFrame newer = frame(2);
    outbox.signal(key(1), frame(1));
    outbox.signal(key(1), newer);
    FrameBatch batch = new FrameBatch(LIMITS);
    outbox.drainTo(batch);
    assertThat(batch.frames()).containsExactly(newer);
    assertThat(outbox.hasSignals()).isFalse();
  }

  @Test
  void signals_beyondTheirNumber_dropTheOldest() {
    Outbox outbox = new Outbox(2);
    EncodedFrame second = frame(2);
    EncodedFrame third = frame(3);
    outbox.signal(key(1), frame(1));
    outbox.signal(key(2), second);
    outbox.signal(key(3), third);
    FrameBatch batch = new FrameBatch(LIMITS);
    outbox.drainTo(batch);
    assertThat(batch.frames()).containsExactly(second, third);
  }

  @Test
  void batch_frameLargerThanItsLimit_takesItAlone() {
    FrameBatch batch = new FrameBatch(LIMITS);
    assertThat(batch.offer(frame(5_000))).isTrue();
    assertThat(batch.offer(frame(1))).isFalse();
  }
}
