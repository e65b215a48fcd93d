package chat.sotto.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CarrierTest {
  private final List<String> notes = new ArrayList<>();
  private final Carrier carrier = new Carrier(notes::add);
  private final List<String> happened = new CopyOnWriteArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);

  @AfterEach
  void stop() {
    carrier.finish();
  }

  @Test
  void files_moveOneAfterTheOther_andTheSecondIsToldToWait() throws Exception {
    CountDownLatch there = new CountDownLatch(1);
    carrier.run(
        () -> {
          begun.countDown();
          awaitOrSay(there, "first");
          happened.add("first is there");
        });
    begun.await();
    assertThat(notes).isEmpty();
    carrier.run(() -> happened.add("second is there"));
    assertThat(notes).containsExactly("after the file that is on its way");
    assertThat(happened).isEmpty();
    there.countDown();
    Awaitility.await().until(() -> happened.size() == 2);
    assertThat(happened).containsExactly("first is there", "second is there");
  }

  @Test
  void interrupt_leavesTheFileThatMoves_andTheNextGoes() throws Exception {
    carrier.run(this::forEver);
    begun.await();
    carrier.run(() -> happened.add("second is there"));
    assertThat(carrier.interrupt()).isTrue();
    Awaitility.await().until(() -> happened.size() == 2);
    assertThat(happened).containsExactly("first is left", "second is there");
  }

  @Test
  void interrupt_whenNothingMoves_isForSomebodyElse() {
    assertThat(carrier.interrupt()).isFalse();
    carrier.run(() -> happened.add("done"));
    Awaitility.await().until(() -> happened.size() == 1 && !carrier.interrupt());
  }

  @Test
  void finish_leavesAll_andWaitsForTheirLastWords() throws Exception {
    carrier.run(this::forEver);
    begun.await();
    carrier.run(() -> happened.add("second is there"));
    carrier.finish();
    assertThat(happened).containsExactly("first is left");
  }

  private void forEver() {
    begun.countDown();
    awaitOrSay(new CountDownLatch(1), "first");
  }

  private void awaitOrSay(CountDownLatch latch, String name) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      happened.add(name + " is left");
    }
  }
}
