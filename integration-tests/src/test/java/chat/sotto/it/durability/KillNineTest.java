package chat.sotto.it.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.it.wire.Friends;
import chat.sotto.it.wire.Person;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.ServerProcess;
import chat.sotto.it.wire.WireStream;
import chat.sotto.v1.EntryKind;
import chat.sotto.v1.FetchLogRequest;
import chat.sotto.v1.LogEntry;
import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four people write in two chats as fast as the server answers, and the server is killed with
 * signal 9 again and again: at a random moment, or the very instant that a random acknowledgement
 * arrives, when it has just promised something. Each time it is started again on what it left on
 * disk, and they say again what was not answered.
 *
 * <p>In the end everything that was ever acknowledged is in the log at the place that was
 * acknowledged, with its bytes; nothing is there twice; the log has no gap and its hash chain is
 * what docs/protocol.md says; and whoever followed live was given each entry once.
 */
class KillNineTest {
  private static final int NEW_MESSAGES = 400;
  private static final int CONNECTING_MILLIS = 500;
  private static final int WRITING_MILLIS = 800;

  /** When it dies at last, whatever was meant. */
  private static final int FATE_MILLIS = 3_000;

  /** When the server is killed. */
  private enum Moment {
    AFTER_THE_START,
    UNDER_FULL_LOAD,
    AT_AN_ACKNOWLEDGEMENT
  }

  @TempDir Path folder;

  @Test
  void killNine_twentyFiveTimesUnderLoad_losesNothingAcknowledgedAndDeliversNothingTwice() {
    run(25);
  }

  @Test
  @Tag("soak")
  void killNine_aThousandTimesUnderLoad_losesNothingAcknowledgedAndDeliversNothingTwice() {
    run(Integer.getInteger("sotto.kills", 1_000));
  }

  private void run(int kills) {
    long seed = Long.getLong("sotto.seed", System.nanoTime());
    System.out.println("KillNineTest: seed " + seed + " (-Dsotto.seed=)");
    Random random = new Random(seed);
    Path data = folder.resolve("data");
    // Fires when it reaches zero; far from it, it never does.
    AtomicInteger fuse = new AtomicInteger(Integer.MAX_VALUE);
    AtomicReference<ServerProcess> victim = new AtomicReference<>();
    Runnable onAcknowledged =
        () -> {
          if (fuse.decrementAndGet() == 0) {
            Objects.requireNonNull(victim.get()).kill();
          }
        };
    List<Correspondent> people;
    try (ServerProcess first = ServerProcess.start(data)) {
      people = meet(first, onAcknowledged);
    }

    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try {
      for (int kill = 0; kill < kills; kill++) {
        try (ServerProcess server = ServerProcess.start(data)) {
          victim.set(server);
          Moment moment = Moment.values()[random.nextInt(Moment.values().length)];
          fuse.set(
              moment == Moment.AT_AN_ACKNOWLEDGEMENT
                  ? 1 + random.nextInt(NEW_MESSAGES)
                  : Integer.MAX_VALUE);
          killLater(
              timer,
              server,
              moment == Moment.AFTER_THE_START ? random.nextInt(CONNECTING_MILLIS) : FATE_MILLIS);
          people.forEach(person -> connect(person, server));
          if (moment == Moment.UNDER_FULL_LOAD) {
            killLater(timer, server, random.nextInt(WRITING_MILLIS));
          }
          server.awaitDeath();
          people.forEach(Correspondent::disconnect);
        }
        assertThat(people)
            .as("seed %d, kill %d", seed, kill)
            .flatMap(Correspondent::complaints)
            .isEmpty();
      }
    } finally {
      timer.shutdownNow();
    }

    fuse.set(Integer.MAX_VALUE);
    try (ServerProcess last = ServerProcess.start(data)) {
      people.forEach(person -> person.connect(last.chat(), 0));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> people.stream().allMatch(Correspondent::isAnswered));
      prove(people, last.chat(), random);
      last.terminate();
      people.forEach(Correspondent::goodbye);
      assertThat(last.exitCode()).isZero();
    }
    assertThat(people).flatMap(Correspondent::complaints).isEmpty();
    System.out.println(
        "KillNineTest: "
            + kills
            + " kills, "
            + people.stream().mapToInt(person -> person.acknowledged().size()).sum()
            + " messages acknowledged, none lost, none twice");
  }

  private static void killLater(
      ScheduledExecutorService timer, ServerProcess server, int afterMillis) {
    var unused = timer.schedule(server::kill, afterMillis, TimeUnit.MILLISECONDS);
  }

  /** The server may die at any moment of it. */
  private static void connect(Correspondent person, ServerProcess server) {
    try {
      person.connect(server.chat(), NEW_MESSAGES);
    } catch (StatusRuntimeException e) {
      if (!server.isKilled()) {
        throw e;
      }
    }
  }

  private static List<Correspondent> meet(ServerProcess server, Runnable onAcknowledged) {
    List<Correspondent> people = new ArrayList<>();
    for (String pair : List.of("a", "b")) {
      Person one = server.join("one-" + pair);
      Person other = server.join("other-" + pair);
      Friends friends = Friends.of(one, other);
      ByteString hash = ProtocolBytes.EMPTY_LOG;
      for (LogEntry entry : one.log(friends.id(), 1)) {
        hash = ProtocolBytes.nextHash(hash, entry);
      }
      people.add(new Correspondent(one.device(), friends.chat(), hash, onAcknowledged));
      people.add(new Correspondent(other.device(), friends.chat(), hash, onAcknowledged));
    }
    return people;
  }

  // The proof.

  private static void prove(List<Correspondent> people, InetSocketAddress server, Random random) {
    for (int i = 0; i < people.size(); i += 2) {
      // Whoever asked for the chat may read all of it.
      Correspondent asker = people.get(i);
      ByteString chat = asker.chat().id();
      Person reader = new Person(asker.device(), asker.device().login(server));
      try {
        List<LogEntry> log = reader.log(chat, 1);
        assertThat(replayed(reader, chat, log.size())).isEqualTo(log);
        ByteString end = provenChain(reader, log, random);
        for (Correspondent person : people.subList(i, i + 2)) {
          provenAcknowledgements(person, log);
          await().untilAsserted(() -> assertThat(person.processed()).isEqualTo(log.size()));
          assertThat(person.hash()).as("what %s was given", person.device()).isEqualTo(end);
        }
        provenOnce(people.subList(i, i + 2), log);
      } finally {
        reader.connection().close();
      }
    }
  }

  /** The whole log again, by the stream of a device that has forgotten where it was. */
  private static List<LogEntry> replayed(Person reader, ByteString chat, int size) {
    try (WireStream stream = reader.connection().stream()) {
      stream.onFrame(
          frame -> {
            if (frame.hasEntry() && frame.getEntry().getSeq() % 100 == 0) {
              stream.ack(chat, frame.getEntry().getSeq());
            }
          });
      stream.sayHello(WireStream.position(chat, 0));
      stream.awaitEntry(chat, size);
      return stream.entries(chat);
    }
  }

  /**
   * Sequences without gaps, times that do not decrease, and a chain whose every link the server
   * states in the same way.
   */
  private static ByteString provenChain(Person reader, List<LogEntry> log, Random random) {
    ByteString hash = ProtocolBytes.EMPTY_LOG;
    List<ByteString> hashes = new ArrayList<>(List.of(hash));
    long time = 0;
    for (int i = 0; i < log.size(); i++) {
      assertThat(log.get(i).getSeq()).isEqualTo(i + 1);
      assertThat(log.get(i).getTimeMs()).isGreaterThanOrEqualTo(time);
      time = log.get(i).getTimeMs();
      hash = ProtocolBytes.nextHash(hash, log.get(i));
      hashes.add(hash);
    }
    for (int probe = 0; probe < 50; probe++) {
      int seq = 1 + random.nextInt(log.size());
      ByteString stated =
          reader
              .connection()
              .chat()
              .fetchLog(
                  FetchLogRequest.newBuilder()
                      .setChatId(log.get(0).getChatId())
                      .setFromSeq(seq)
                      .setPageSize(1)
                      .build())
              .getHashBefore();
      assertThat(stated).as("H(%d)", seq - 1).isEqualTo(hashes.get(seq - 1));
    }
    return hash;
  }

  private static void provenAcknowledgements(Correspondent person, List<LogEntry> log) {
    assertThat(person.acknowledged()).isNotEmpty();
    person
        .acknowledged()
        .forEach(
            (id, seq) -> {
              assertThat(seq).as("acknowledged place").isLessThanOrEqualTo(log.size());
              LogEntry entry = log.get(seq.intValue() - 1);
              assertThat(entry.getClientId()).as("at %d", seq).isEqualTo(id);
              assertThat(entry.getSenderDevice()).isEqualTo(person.device().deviceId());
              assertThat(entry.getPayload().equals(Correspondent.payload(id)))
                  .as("bytes of %d", seq)
                  .isTrue();
            });
  }

  /**
   * In the end everything was answered: so the log has exactly what was acknowledged, each once.
   */
  private static void provenOnce(List<Correspondent> pair, List<LogEntry> log) {
    Map<ByteString, Long> expected = new HashMap<>();
    pair.forEach(person -> expected.putAll(person.acknowledged()));
    Map<ByteString, Long> found = new HashMap<>();
    for (LogEntry entry : log) {
      if (entry.getKind() == EntryKind.ENTRY_KIND_MESSAGE) {
        Long before = found.put(entry.getClientId(), entry.getSeq());
        assertThat(before).as("stored twice: %d", entry.getSeq()).isNull();
      }
    }
    assertThat(found).isEqualTo(expected);
  }
}
