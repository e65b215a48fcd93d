package chat.sotto.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.cli.output.Columns;
import chat.sotto.cli.output.Printable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferTest {
  private static final long MB = 1_000_000;

  @Test
  void line_thatHasRoom_saysEverything() {
    assertThat(halfway("beach.jpg").line(120, seconds(5)))
        .isEqualTo(
            "beach.jpg  [##########----------]   50%  10.0 MB of 20.0 MB  2.0 MB/s  5 s left");
  }

  @Test
  void line_withLessRoom_leavesOutTheBarThenTheBytesThenTheRate() {
    Transfer half = halfway("beach.jpg");
    assertThat(half.line(70, seconds(5)))
        .isEqualTo("beach.jpg   50%  10.0 MB of 20.0 MB  2.0 MB/s  5 s left");
    assertThat(half.line(40, seconds(5))).isEqualTo("beach.jpg   50%  2.0 MB/s  5 s left");
    assertThat(half.line(30, seconds(5))).isEqualTo("beach.jpg   50%  5 s left");
    assertThat(half.line(20, seconds(5))).isEqualTo("beach.jpg   50%");
    assertThat(half.line(6, seconds(5))).isEqualTo("50%");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 17, 20, 33, 40, 60, 79, 200})
  void line_whateverTheName_isNeverWiderThanItMayBe(int width) {
    for (String name :
        new String[] {
          "", "a", "x".repeat(300), "日本語".repeat(50) + ".jpg", "\u001b[2J\u202Egpj.exe"
        }) {
      String line = halfway(name).line(width, seconds(5));
      assertThat(Columns.of(line)).as(line).isLessThanOrEqualTo(width);
      assertThat(Printable.line(line)).isEqualTo(line);
    }
  }

  @Test
  void rate_isThatOfLate_andNotOfTheBeginning() {
    Transfer slow = Transfer.first("x", 0, 1_000 * MB, 0);
    for (int second = 1; second <= 10; second++) {
      slow = slow.after(second * MB, 1_000 * MB, seconds(second));
    }
    assertThat(slow.line(100, seconds(10))).contains("  1.0 MB/s  ");
    for (int second = 1; second <= 30; second++) {
      slow = slow.after((10 + 10L * second) * MB, 1_000 * MB, seconds(10 + second));
    }
    assertThat(slow.line(100, seconds(40))).contains("  10.0 MB/s  ");
  }

  @Test
  void rate_ofWhatGoesOn_doesNotCountWhatWasThereBefore() {
    Transfer resumed =
        Transfer.first("x", 900 * MB, 1_000 * MB, 0).after(901 * MB, 1_000 * MB, seconds(1));
    assertThat(resumed.line(100, seconds(1)))
        .contains(" 90%")
        .contains("1.0 MB/s  1 min 39 s left");
  }

  @Test
  void rate_afterItBeganAnew_isUnknown() {
    long soon = seconds(5) + 1;
    Transfer anew = halfway("x").after(MB, 20 * MB, soon);
    assertThat(anew.line(100, soon))
        .isEqualTo("x  [#-------------------]    5%  1.0 MB of 20.0 MB");
  }

  @Test
  void line_whenNothingHasMovedForLong_promisesNoEnd() {
    assertThat(halfway("x").line(100, seconds(5 + 60)))
        .isEqualTo("x  [##########----------]   50%  10.0 MB of 20.0 MB  waiting");
  }

  @Test
  void percent_isWholeOnlyWhenAllIsThere() {
    assertThat(Transfer.first("x", 999_999, MB, 0).line(20, 0)).isEqualTo("x   99%");
    assertThat(Transfer.first("x", MB, MB, 0).line(20, 0)).isEqualTo("x  100%");
    assertThat(Transfer.first("x", 0, 0, 0).line(20, 0)).isEqualTo("x  100%");
  }

  @Test
  void timeLeft_isSaidInUnitsThatFit() {
    assertThat(left(10 * MB, MB)).endsWith("  10 s left");
    assertThat(left(100 * MB, MB)).endsWith("  1 min 40 s left");
    assertThat(left(7_500 * MB, MB)).endsWith("  2 h 5 min left");
    assertThat(left(1_000_000 * MB, MB)).endsWith("  1.0 MB/s");
  }

  private static String left(long bytes, long rate) {
    return Transfer.first("x", 0, bytes + rate, 0)
        .after(rate, bytes + rate, seconds(1))
        .line(100, seconds(1));
  }

  /** 10 of 20 MB in five seconds. */
  private static Transfer halfway(String name) {
    return Transfer.first(name, 0, 20 * MB, 0).after(10 * MB, 20 * MB, seconds(5));
  }

  private static long seconds(long count) {
    return TimeUnit.SECONDS.toNanos(count);
  }
}
