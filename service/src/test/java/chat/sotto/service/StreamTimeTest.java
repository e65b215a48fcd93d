package chat.sotto.service;

import static chat.sotto.service.TestStream.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.session.StreamLimits;
import chat.sotto.service.store.memory.MemoryStores;
import chat.sotto.service.support.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of streams by the clock alone. */
class StreamTimeTest {
  private final MutableClock clock = MutableClock.atNow();
  private final ChatTestServer server =
      new ChatTestServer(
          MemoryStores.open(), clock, StreamLimits.PROTOCOL.withHello(Duration.ofMillis(200)));
  private final ChatTestServer.User alice = server.user("alice");

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void stream_thatDoesNotSayHello_ends() {
    assertThat(alice.stream().awaitFailure()).isEqualTo("INVALID_ARGUMENT HELLO_EXPECTED");
  }

  @Test
  void stream_thatHasSaidHello_outlivesTheTimeForIt() {
    TestStream stream = alice.connect();
    stream.awaitCaughtUp();
    assertThat(alice.stream().awaitFailure()).isEqualTo("INVALID_ARGUMENT HELLO_EXPECTED");

    assertThat(stream.isOver()).isFalse();
  }

  @Test
  void recheck_openStream_keepsItsSessionAlive() {
    TestStream stream = alice.connect();
    stream.awaitCaughtUp();

    for (int month = 0; month < 3; month++) {
      clock.advance(SessionRecord.LIFETIME.minusDays(1));
      server.parts.streams().recheck();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(server.stores.sessions().find(alice.token, clock.instant()))
                      .hasValueSatisfying(
                          session ->
                              assertThat(session.lastUsed())
                                  .isAfter(clock.instant().minusSeconds(60))));
    }
    assertThat(stream.isOver()).isFalse();
  }

  @Test
  void recheck_expiredSession_endsTheStream() {
    TestStream stream = alice.connect();
    stream.awaitCaughtUp();

    clock.advance(SessionRecord.LIFETIME.plusDays(1));
    server.parts.streams().recheck();

    assertThat(stream.awaitFailure()).isEqualTo("UNAUTHENTICATED SESSION_INVALID");
  }

  @Test
  void recheck_expiredCertificate_endsTheStreamSoThatTheClientComesBack() {
    server.certificateEnds = clock.instant().plusSeconds(60);
    TestStream stream = alice.connect();
    stream.awaitCaughtUp();

    clock.advance(Duration.ofSeconds(61));
    server.parts.streams().recheck();

    assertThat(stream.awaitFailure()).isEqualTo("UNAVAILABLE GOING_AWAY");
  }
}
