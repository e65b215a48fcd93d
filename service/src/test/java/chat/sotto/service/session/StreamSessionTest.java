package chat.sotto.service.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.service.domain.Announcement;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.ReadingSpan;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.domain.Username;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The stream engine with a transport and a log that do what the test says, when it says. */
class StreamSessionTest {
  private static final ChatId CHAT = new ChatId(1, 1);
  private static final DeviceRef ALICE = new DeviceRef(new Username("alice"), new DeviceId(7, 7));
  private static final int CAUGHT_UP = -1;
  private static final int ANNOUNCEMENTS = 10_000;
  private static final int GO_AWAY = -2;
  private static final int ANSWER = -3;

  /** Tasks of the stream, run when the test says. */
  private final Queue<Runnable> tasks = new ArrayDeque<>();

  private final Transport transport = new Transport();
  private final Log log = new Log();
  private final TailCache tails = new TailCache(1 << 20);
  private final StreamHub hub =
      new StreamHub(
          tails,
          log,
          new Encoder(),
          tasks::add,
          new StreamLimits(8, 4, 5, 10_000, 4, 4, 4, Duration.ofHours(1)),
          StreamObserver.NONE);
  private final StreamSession stream =
      hub.accept(
          new StreamIdentity(ALICE, new TokenHash(ByteString.copyFrom(new byte[32])), Instant.MAX),
          transport);

  /** A frame whose bytes are its number. */
  private static EncodedFrame frame(int number) {
    return EncodedFrame.wrap(ByteString.copyFromUtf8(Integer.toString(number)).toByteArray());
  }

  private static int number(EncodedFrame frame) {
    byte[] bytes = new byte[frame.size()];
    frame.copyTo(0, bytes, 0, bytes.length);
    return Integer.parseInt(ByteString.copyFrom(bytes).toStringUtf8());
  }

  private static final class Transport implements StreamTransport {
    boolean ready = true;
    int requested;
    boolean completed;
    @Nullable StreamFailure failure;
    final List<List<Integer>> messages = new ArrayList<>();

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public void send(List<EncodedFrame> frames) {
      messages.add(frames.stream().map(StreamSessionTest::number).toList());
    }

    @Override
    public void requestMessage() {
      requested++;
    }

    @Override
    public void complete() {
      completed = true;
    }

    @Override
    public void fail(StreamFailure reason) {
      failure = reason;
    }

    List<Integer> frames() {
      return messages.stream().flatMap(List::stream).toList();
    }

    List<Integer> entries() {
      return frames().stream().filter(number -> number > 0).toList();
    }
  }

  private static final class Log implements StreamLog {
    final Map<ChatId, ReadingSpan> spans = new HashMap<>();
    final List<Seq> acknowledged = new ArrayList<>();
    final List<Runnable> held = new ArrayList<>();
    @Nullable CompletableFuture<Optional<StreamFailure>> heldCheck;
    boolean holdReads;
    int reads;
    int announcementReads;
    long announced;
    long position;

    void span(long joined, long last, long acked) {
      position = acked;
      spans.put(CHAT, new ReadingSpan(CHAT, new Seq(joined), new Seq(last), new Seq(acked)));
    }

    @Override
    public CompletionStage<Optional<StreamFailure>> check(StreamIdentity identity) {
      return heldCheck == null ? CompletableFuture.completedFuture(Optional.empty()) : heldCheck;
    }

    @Override
    public CompletionStage<List<ReadingSpan>> behind(DeviceRef device) {
      return CompletableFuture.completedFuture(
          spans.values().stream().filter(ReadingSpan::isBehind).toList());
    }

    @Override
    public CompletionStage<Map<ChatId, ReadingSpan>> spans(DeviceRef device, Set<ChatId> chats) {
      Map<ChatId, ReadingSpan> found = new HashMap<>(spans);
      found.keySet().retainAll(chats);
      return CompletableFuture.completedFuture(found);
    }

    @Override
    public CompletionStage<List<EncodedEntry>> read(
        ChatId chat, Seq from, int maxEntries, int maxBytes) {
      reads++;
      List<EncodedEntry> entries =
          LongStream.range(from.value(), from.value() + maxEntries)
              .mapToObj(seq -> new EncodedEntry(seq, frame((int) seq)))
              .toList();
      if (!holdReads) {
        return CompletableFuture.completedFuture(entries);
      }
      CompletableFuture<List<EncodedEntry>> later = new CompletableFuture<>();
      held.add(() -> later.complete(entries));
      return later;
    }

    @Override
    public CompletionStage<List<DeviceRef>> acknowledged(DeviceRef device, ChatId chat, Seq seq) {
      acknowledged.add(seq);
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<SignalPage> standing(DeviceRef device) {
      return CompletableFuture.completedFuture(SignalPage.last(List.of()));
    }

    @Override
    public CompletionStage<List<Announcement>> announcements(
        DeviceRef device, long after, int limit) {
      announcementReads++;
      return CompletableFuture.completedFuture(
          LongStream.rangeClosed(after + 1, announced)
              .limit(limit)
              .mapToObj(id -> new Announcement(id, Instant.EPOCH, Optional.empty(), "tea"))
              .toList());
    }
  }

  private static final class Encoder implements FrameEncoder {
    @Override
    public EncodedFrame entry(LogEntry entry) {
      return frame((int) entry.seq().value());
    }

    @Override
    public EncodedFrame signal(Signal signal) {
      return frame(-100);
    }

    @Override
    public EncodedFrame announcement(Announcement announcement) {
      return frame(ANNOUNCEMENTS + (int) announcement.id());
    }

    @Override
    public EncodedFrame caughtUp() {
      return frame(CAUGHT_UP);
    }

    @Override
    public EncodedFrame goAway(Duration retryAfter) {
      return frame(GO_AWAY);
    }
  }

  private void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Test
  void announcements_followCaughtUp_afterTheLastThatTheDeviceHas() {
    log.announced = 3;
    stream.execute(() -> stream.open(Map.of(), 1));
    run();
    assertThat(transport.frames()).containsExactly(CAUGHT_UP, ANNOUNCEMENTS + 2, ANNOUNCEMENTS + 3);

    log.announced = 4;
    stream.tellAnnounced();
    run();
    assertThat(transport.frames()).endsWith(ANNOUNCEMENTS + 3, ANNOUNCEMENTS + 4);
  }

  @Test
  void announcements_beforeTheReplayHasEnded_wait() {
    log.announced = 1;
    log.span(1, 3, 0);
    log.holdReads = true;
    open();
    stream.tellAnnounced();
    run();
    assertThat(log.announcementReads).isZero();

    log.holdReads = false;
    log.held.forEach(Runnable::run);
    run();
    assertThat(transport.frames()).endsWith(CAUGHT_UP, ANNOUNCEMENTS + 1);
  }

  @Test
  void announcements_aSlowReader_hasOnePageWaiting() {
    log.announced = 100;
    open();
    assertThat(transport.frames()).hasSize(101).endsWith(ANNOUNCEMENTS + 100);

    transport.ready = false;
    log.announced = 200;
    log.announcementReads = 0;
    stream.tellAnnounced();
    run();
    assertThat(log.announcementReads).isEqualTo(1);

    transport.ready = true;
    stream.transportReady();
    run();
    assertThat(transport.frames()).hasSize(201).endsWith(ANNOUNCEMENTS + 200);
  }

  private void open() {
    stream.execute(() -> stream.open(Map.of(), 0));
    run();
  }

  private void append(long seq) {
    tails.add(CHAT, new EncodedEntry(seq, frame((int) seq)));
    log.span(1, seq, log.position);
    hub.tell(CHAT, new Seq(seq), List.of(ALICE));
  }

  private void acknowledge(long seq) {
    stream.execute(() -> stream.acknowledge(Map.of(CHAT, new Seq(seq))));
    run();
  }

  private static List<Integer> numbers(int from, int to) {
    return java.util.stream.IntStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void open_behind_replaysThenSaysCaughtUpThenGoesLive() {
    log.span(1, 3, 0);
    open();
    assertThat(transport.frames()).containsExactly(1, 2, 3, CAUGHT_UP);
    append(4);
    run();
    assertThat(transport.frames()).containsExactly(1, 2, 3, CAUGHT_UP, 4);
  }

  @Test
  void open_withNewsBeforeItKnowsItsPlace_sendsFromWhereTheDeviceSaysAndOnce() {
    log.span(2, 2, 1);
    openAtTwoWhile(
        () -> {
          append(3);
          append(4);
        });
    assertThat(transport.frames()).containsExactly(3, 4, CAUGHT_UP);
    append(5);
    run();
    assertThat(transport.frames()).containsExactly(3, 4, CAUGHT_UP, 5);
  }

  @Test
  void open_removedBeforeItKnowsItsPlace_getsTheLastEntryAndNothingAfter() {
    log.span(2, 5, 1);
    openAtTwoWhile(() -> hub.tellLast(CHAT, new Seq(3), List.of(ALICE)));
    assertThat(transport.entries()).containsExactly(3);
  }

  @Test
  void open_joinedAgainBeforeItKnowsItsPlace_getsNothingOfTheTimeBetween() {
    log.span(2, 4, 1);
    openAtTwoWhile(
        () -> {
          log.span(4, 4, 3);
          hub.tellJoined(CHAT, List.of(ALICE));
        });
    assertThat(transport.entries()).containsExactly(4);
  }

  /** The device says that it has 2 entries; something happens while its session is looked up. */
  private void openAtTwoWhile(Runnable event) {
    CompletableFuture<Optional<StreamFailure>> held = new CompletableFuture<>();
    log.heldCheck = held;
    stream.execute(() -> stream.open(Map.of(CHAT, new Seq(2)), 0));
    run();
    event.run();
    run();
    log.heldCheck = null;
    held.complete(Optional.empty());
    run();
  }

  @Test
  void entries_thatWaitTogether_travelTogetherAndALoneOneAtOnce() {
    log.span(1, 1, 1);
    open();
    append(2);
    run();
    append(3);
    append(4);
    append(5);
    run();
    assertThat(transport.messages).endsWith(List.of(2), List.of(3, 4, 5));
    assertThat(log.reads).isZero();
  }

  @Test
  void messages_neverExceedTheBatch() {
    log.span(1, 8, 0);
    open();
    assertThat(transport.messages.get(0)).hasSize(5);
    assertThat(transport.entries()).isEqualTo(numbers(1, 8));
  }

  @Test
  void window_full_stopsUntilAcknowledged() {
    log.span(1, 20, 0);
    open();
    assertThat(transport.entries()).isEqualTo(numbers(1, 8));
    acknowledge(3);
    assertThat(transport.entries()).isEqualTo(numbers(1, 11));
    assertThat(log.acknowledged).containsExactly(new Seq(3));
    assertThat(transport.frames()).doesNotContain(CAUGHT_UP);
  }

  @Test
  void transport_notReady_readsAndHoldsNothing() {
    log.span(1, 3, 0);
    transport.ready = false;
    open();
    append(4);
    run();
    assertThat(log.reads).isZero();
    assertThat(transport.messages).isEmpty();
    transport.ready = true;
    stream.transportReady();
    run();
    assertThat(transport.entries()).isEqualTo(numbers(1, 4));
  }

  @Test
  void read_thatEndsWhenTheTransportIsFull_isDoneAgainLater() {
    log.span(1, 3, 0);
    log.holdReads = true;
    open();
    assertThat(log.reads).isEqualTo(1);
    transport.ready = false;
    log.holdReads = false;
    log.held.forEach(Runnable::run);
    run();
    assertThat(transport.messages).isEmpty();
    transport.ready = true;
    stream.transportReady();
    run();
    assertThat(log.reads).isEqualTo(2);
    assertThat(transport.frames()).containsExactly(1, 2, 3, CAUGHT_UP);
  }

  @Test
  void removedDevice_getsTheLastEntryAndNothingAfter() {
    log.span(1, 2, 2);
    open();
    append(3);
    hub.tellLast(CHAT, new Seq(3), List.of(ALICE));
    // Too late: somebody who still knew the old readers.
    hub.tell(CHAT, new Seq(5), List.of(ALICE));
    run();
    assertThat(transport.entries()).containsExactly(3);
  }

  @Test
  void removedDevice_thatJoinsAgain_getsNothingOfTheTimeBetween() {
    log.span(1, 2, 0);
    open();
    hub.tellLast(CHAT, new Seq(3), List.of(ALICE));
    run();
    assertThat(transport.entries()).containsExactly(1, 2, 3);
    log.span(6, 7, 5);
    hub.tellJoined(CHAT, List.of(ALICE));
    hub.tell(CHAT, new Seq(7), List.of(ALICE));
    run();
    assertThat(transport.entries()).containsExactly(1, 2, 3, 6, 7);
  }

  @Test
  void chat_joinedWhileConnected_isSentFromTheJoinOn() {
    open();
    log.span(4, 5, 3);
    hub.tell(CHAT, new Seq(5), List.of(ALICE));
    run();
    assertThat(transport.frames()).containsExactly(CAUGHT_UP, 4, 5);
  }

  @Test
  void input_isTakenOnlyWhileFewAnswersAreDue() {
    open();
    stream.execute(
        () -> {
          for (int i = 0; i < 4; i++) {
            stream.taken();
          }
          stream.messageHandled();
        });
    run();
    assertThat(transport.requested).isZero();
    transport.ready = false;
    stream.execute(() -> stream.answer(frame(ANSWER)));
    run();
    // Not before the answer has left: else answers would pile up here.
    assertThat(transport.requested).isZero();
    transport.ready = true;
    stream.transportReady();
    run();
    assertThat(transport.requested).isEqualTo(1);
  }

  @Test
  void halfClose_withAnswersDue_completesAfterTheLast() {
    open();
    stream.execute(
        () -> {
          stream.taken();
          stream.halfClosed();
        });
    run();
    assertThat(transport.completed).isFalse();
    stream.execute(() -> stream.answer(frame(ANSWER)));
    run();
    assertThat(transport.completed).isTrue();
    assertThat(hub.count()).isZero();
  }

  @Test
  void end_ofTheDevice_failsTheStreamOnce() {
    open();
    assertThat(hub.count()).isEqualTo(1);
    hub.endDevice(ALICE.device(), StreamFailure.DEVICE_REVOKED);
    hub.endUser(ALICE.user(), StreamFailure.USER_DISABLED);
    run();
    assertThat(transport.failure).isEqualTo(StreamFailure.DEVICE_REVOKED);
    assertThat(hub.count()).isZero();
  }
}
