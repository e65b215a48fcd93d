package chat.sotto.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class FlushingTest {
  private static final int HALF = (int) (Flushing.STRETCH / 2);

  private final Deque<Runnable> threads = new ArrayDeque<>();
  private int syncs;
  private boolean broken;

  private final Flushing flushing =
      new Flushing(
          threads::add,
          () -> {
            syncs++;
            if (broken) {
              throw new IOException("the disk is gone");
            }
          });

  @Test
  void wrote_aStretch_flushesOnceAtATime() {
    flushing.wrote(HALF);
    assertThat(threads).isEmpty();

    flushing.wrote(HALF);
    flushing.wrote(HALF);
    flushing.wrote(HALF);
    assertThat(threads).hasSize(1);
    threads.remove().run();

    flushing.wrote(1);
    assertThat(threads).hasSize(1);
    assertThat(syncs).isEqualTo(1);
  }

  @Test
  void finish_little_flushesIt() throws Exception {
    flushing.wrote(1);

    flushing.finish();

    assertThat(syncs).isEqualTo(1);
  }

  @Test
  void finish_afterAFlushThatFailed_failsThoughTheLastOneWouldNot() {
    broken = true;
    flushing.wrote(2 * HALF);
    threads.remove().run();
    broken = false;
    flushing.wrote(2 * HALF);
    assertThat(threads).isEmpty();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(flushing::finish)
        .withStackTraceContaining("the disk is gone");
  }
}
