package chat.sotto.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CompanionTest {
  private final Deque<Runnable> threads = new ArrayDeque<>();
  private final AtomicInteger worked = new AtomicInteger();
  private final AtomicInteger afterwards = new AtomicInteger();

  private Companion<Integer> start() {
    return Companion.start(threads::add, worked::incrementAndGet, afterwards::incrementAndGet);
  }

  @Test
  void afterwards_workDone_runsOnce() throws InterruptedException {
    Companion<Integer> companion = start();
    threads.remove().run();

    companion.close();

    assertThat(companion.result()).isEqualTo(1);
    assertThat(afterwards).hasValue(1);
  }

  @Test
  void afterwards_cancelledBeforeAThreadTakesIt_runsOnce() {
    Companion<Integer> companion = start();
    companion.cancel();
    assertThat(afterwards).hasValue(0);

    threads.remove().run();
    companion.close();

    assertThat(worked).hasValue(0);
    assertThat(afterwards).hasValue(1);
  }
}
