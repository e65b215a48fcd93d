package chat.sotto.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.cli.terminal.ChangingLine;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TransferMeterTest {
  private final DrawnLine line = new DrawnLine(80);

  @Test
  void progress_isShownUntilItIsOver_andNothingIsLeft() {
    try (TransferMeter meter = new TransferMeter("beach.jpg", line)) {
      meter.progress(1, 4);
      Awaitility.await().until(() -> !line.drawn.isEmpty());
      meter.progress(2, 4);
      Awaitility.await().until(() -> line.drawn.size() > 1);
    }
    assertThat(line.drawn.get(0)).startsWith("beach.jpg  [#####---------------]   25%");
    assertThat(line.drawn.get(1)).startsWith("beach.jpg  [##########----------]   50%");
    assertThat(line.drawn).endsWith("<clear>");
  }

  @Test
  void progress_thatIsToldAllTheTime_isShownTenTimesASecondAtMost() {
    long begun = System.nanoTime();
    try (TransferMeter meter = new TransferMeter("x", line)) {
      for (long done = 0; TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) < 500; done++) {
        meter.progress(done, Long.MAX_VALUE);
      }
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    assertThat(line.drawn).hasSizeBetween(2, (int) (3 + millis / 100));
  }

  @Test
  void progress_afterTheEnd_showsNothing() {
    TransferMeter meter = new TransferMeter("x", line);
    meter.close();
    meter.progress(1, 2);
    assertThat(line.drawn).containsExactly("<clear>");
  }

  @Test
  void line_thatIsFoundOnlyAfterTheEnd_holdsNobodyUp_andStaysEmpty() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch found = new CountDownLatch(1);
    CountDownLatch drawn = new CountDownLatch(1);
    ChangingLine late =
        new ChangingLine() {
          @Override
          public int width() {
            asked.countDown();
            boolean waits = true;
            while (waits) {
              try {
                found.await();
                waits = false;
              } catch (InterruptedException e) {
                // Somebody loads a library, and hears nothing meanwhile.
              }
            }
            return 80;
          }

          @Override
          public void show(String line) {
            drawn.countDown();
          }

          @Override
          public void clear() {}
        };
    TransferMeter meter = new TransferMeter("x", late);
    meter.progress(1, 2);
    asked.await();
    meter.close();
    found.countDown();
    assertThat(drawn.await(300, TimeUnit.MILLISECONDS)).isFalse();
  }

  @Test
  void progress_withoutAPlace_startsNothing() {
    try (TransferMeter meter = new TransferMeter("x", ChangingLine.NONE)) {
      meter.progress(1, 2);
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(thread -> thread.getName().equals("sotto-progress"));
    }
  }
}
