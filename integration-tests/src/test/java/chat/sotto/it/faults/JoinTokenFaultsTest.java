package chat.sotto.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.Refusal;
import chat.sotto.it.wire.TestClock;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireConnection;
import chat.sotto.it.wire.WireDevice;
import chat.sotto.it.wire.WireKeys;
import chat.sotto.it.wire.WireLink;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Join tokens that are not good, or not good any more; and good ones under pressure. */
class JoinTokenFaultsTest {
  @TempDir Path folder;
  private final TestClock clock = TestClock.right();
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.builder(folder).clock(clock).start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void register_unknownToken_isRefusedAndTheNameStaysFree() {
    WireLink good = server.invite(1, Duration.ofHours(1));

    refused(good.withToken(ProtocolBytes.random(16)), "alice", "TOKEN_UNKNOWN");

    assertThat(WireDevice.register(good, "alice").certificate()).isNotNull();
  }

  @Test
  void register_noToken_isRefusedAndTheNameStaysFree() {
    WireLink good = server.invite(1, Duration.ofHours(1));

    refused(good.withToken(ByteString.EMPTY), "alice", "TOKEN_REQUIRED");

    assertThat(WireDevice.register(good, "alice").certificate()).isNotNull();
  }

  @Test
  void register_tokenOfWrongLength_namesTheField() {
    WireLink good = server.invite(1, Duration.ofHours(1));

    Refusal.of(() -> WireDevice.register(good.withToken(ProtocolBytes.random(15)), "alice"))
        .is(Status.Code.INVALID_ARGUMENT, "INVALID_FIELD")
        .naming("token");

    assertThat(WireDevice.register(good, "alice").certificate()).isNotNull();
  }

  @Test
  void register_expiredToken_isRefusedAndTheNameStaysFree() {
    WireLink expiring = server.invite(10, Duration.ofMinutes(5));
    assertThat(WireDevice.register(expiring, "early").certificate()).isNotNull();
    clock.advance(Duration.ofMinutes(6));

    refused(expiring, "alice", "TOKEN_EXPIRED");

    WireLink good = server.invite(1, Duration.ofHours(1));
    assertThat(WireDevice.register(good, "alice").certificate()).isNotNull();
  }

  @Test
  void register_usedUpToken_isRefusedAndTheNameStaysFree() {
    WireLink once = server.invite(1, Duration.ofHours(1));
    assertThat(WireDevice.register(once, "alice").certificate()).isNotNull();

    refused(once, "bob", "TOKEN_USED_UP");

    WireLink good = server.invite(1, Duration.ofHours(1));
    assertThat(WireDevice.register(good, "bob").certificate()).isNotNull();
  }

  @Test
  void register_nameTaken_consumesNoUse() {
    WireLink twice = server.invite(2, Duration.ofHours(1));
    assertThat(WireDevice.register(twice, "alice").certificate()).isNotNull();

    Refusal.of(() -> WireDevice.register(twice, "alice"))
        .is(Status.Code.ALREADY_EXISTS, "NAME_TAKEN");

    assertThat(WireDevice.register(twice, "bob").certificate()).isNotNull();
  }

  @Test
  void register_repeatedWithTheSameKeys_returnsTheSameAndConsumesNothing() {
    WireLink twice = server.invite(2, Duration.ofHours(1));
    WireDevice.Draft draft = WireDevice.registration(twice, "alice", WireKeys.generate());
    try (WireConnection enrollment =
        WireConnection.withoutCertificate(twice.enrollment(), twice.fingerprint())) {
      ByteString first = enrollment.enrollment().register(draft.request().build()).getCertificate();
      ByteString second =
          enrollment.enrollment().register(draft.request().build()).getCertificate();
      assertThat(second).isEqualTo(first);
    }
    assertThat(WireDevice.register(twice, "bob").certificate()).isNotNull();
    refused(twice, "carol", "TOKEN_USED_UP");
  }

  @Test
  void register_twentyAtOnceWithATokenForTen_exactlyTenSucceed() throws InterruptedException {
    WireLink ten = server.invite(10, Duration.ofHours(1));
    ExecutorService crowd = Executors.newFixedThreadPool(20);
    try {
      List<Future<WireDevice>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String name = "crowd" + i;
        all.add(crowd.submit(() -> WireDevice.register(ten, name)));
      }
      int in = 0;
      for (Future<WireDevice> one : all) {
        try {
          assertThat(one.get().certificate()).isNotNull();
          in++;
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(StatusRuntimeException.class);
          StatusRuntimeException refusal = (StatusRuntimeException) e.getCause();
          Refusal.of(
                  () -> {
                    throw refusal;
                  })
              .is(Status.Code.PERMISSION_DENIED, "TOKEN_USED_UP");
        }
      }
      assertThat(in).isEqualTo(10);
    } finally {
      crowd.shutdownNow();
    }
  }

  private static void refused(WireLink link, String name, String reason) {
    Refusal.of(() -> WireDevice.register(link, name)).is(Status.Code.PERMISSION_DENIED, reason);
  }
}
