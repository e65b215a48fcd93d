package chat.sotto.service.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TailTest {
  private static EncodedEntry entry(long seq, int size) {
    return new EncodedEntry(seq, EncodedFrame.wrap(new byte[size]));
  }

  private static List<Long> read(Tail tail, long from, long to, int maxEntries, int maxBytes) {
    return tail.read(from, to, maxEntries, maxBytes).stream().map(EncodedEntry::seq).toList();
  }

  private static Tail tail(long first, int count) {
    Tail tail = Tail.of(entry(first, 10));
    for (int i = 1; i < count; i++) {
      tail = tail.with(entry(first + i, 10), 5, 1_000);
    }
    return tail;
  }

  @Test
  void with_moreEntriesThanTheLimit_keepsTheNewest() {
    assertThat(read(tail(1, 8), 4, 100, 100, 1_000)).containsExactly(4L, 5L, 6L, 7L, 8L);
    assertThat(tail(1, 8).bytes()).isEqualTo(50);
  }

  @Test
  void with_moreBytesThanTheLimit_keepsTheNewestAndAtLeastOne() {
    Tail tail = tail(1, 3).with(entry(4, 985), 5, 1_000);
    assertThat(tail.first()).isEqualTo(3);
    assertThat(tail.bytes()).isEqualTo(995);
    Tail huge = tail.with(entry(5, 5_000), 5, 1_000);
    assertThat(huge.first()).isEqualTo(5);
    assertThat(huge.bytes()).isEqualTo(5_000);
  }

  @Test
  void with_manyEntries_leavesEarlierTailsAsTheyWereAndHoldsLittleMore() {
    Tail early = tail(1, 3);
    Tail tail = early;
    for (long seq = 4; seq <= 1_000; seq++) {
      tail = tail.with(entry(seq, 10), 5, 100);
      assertThat(read(tail, tail.first(), 2_000, 100, 1_000)).hasSize((int) Math.min(seq, 5));
      assertThat(tail.last()).isEqualTo(seq);
      assertThat(tail.slots()).isLessThanOrEqualTo(10);
      assertThat(tail.heldBytes()).isLessThanOrEqualTo(200);
    }
    assertThat(read(early, 1, 2_000, 100, 1_000)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void with_twoSuccessorsOfOneTail_doNotMix() {
    Tail tail = tail(1, 2);
    Tail one = tail.with(entry(3, 10), 5, 1_000);
    Tail other = tail.with(entry(3, 20), 5, 1_000);
    assertThat(one.read(3, 3, 1, 1_000).get(0).frame().size()).isEqualTo(10);
    assertThat(other.read(3, 3, 1, 1_000).get(0).frame().size()).isEqualTo(20);
  }

  @Test
  void with_gap_startsAnew() {
    Tail tail = tail(1, 3).with(entry(9, 10), 5, 1_000);
    assertThat(read(tail, 9, 100, 100, 1_000)).containsExactly(9L);
    assertThat(read(tail, 3, 100, 100, 1_000)).isEmpty();
  }

  @Test
  void with_olderEntry_staysAsItWas() {
    Tail tail = tail(5, 2);
    assertThat(tail.with(entry(4, 10), 5, 1_000)).isSameAs(tail);
    assertThat(tail.with(entry(6, 99), 5, 1_000)).isSameAs(tail);
  }

  @Test
  void read_withinLimits_isContiguousAndNeverEmptyWhenTheFirstIsThere() {
    Tail tail = tail(1, 5);
    assertThat(read(tail, 2, 100, 2, 1_000)).containsExactly(2L, 3L);
    assertThat(read(tail, 2, 100, 100, 25)).containsExactly(2L, 3L);
    assertThat(read(tail, 2, 3, 100, 1_000)).containsExactly(2L, 3L);
    assertThat(read(tail, 2, 100, 100, 1)).containsExactly(2L);
    assertThat(read(tail, 6, 100, 100, 1_000)).isEmpty();
  }
}
