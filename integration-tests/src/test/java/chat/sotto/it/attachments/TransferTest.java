package chat.sotto.it.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.it.wire.Friends;
import chat.sotto.it.wire.Person;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.Refusal;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireUpload;
import chat.sotto.v1.UploadState;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes go up and come down: whole, in pieces, after cuts and restarts. */
class TransferTest {
  private static final int CHUNK = 64 * 1024;

  @TempDir Path folder;
  private TestServer server;
  private Friends friends;

  @BeforeEach
  void start() {
    server = TestServer.builder(folder).start();
    friends = server.friends("alice", "bob");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 5 * CHUNK + 17})
  void upload_ofAnySize_comesDownAsItWentUp(int size) {
    Attached attached = Attached.uploaded(friends, size);
    attached.named(friends);

    assertThat(attached.download(friends.one(), 0)).isEqualTo(attached.data());
    assertThat(attached.download(friends.other(), 0)).isEqualTo(attached.data());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK - 1, 3 * CHUNK})
  void download_fromAnyOffset_isTheRest(int offset) {
    Attached attached = Attached.uploaded(friends, 3 * CHUNK);

    assertThat(attached.download(friends.one(), offset))
        .isEqualTo(attached.data().substring(offset));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK - 1, 3 * CHUNK})
  void upload_cutAnywhere_goesOnWhereItWas(int offset) {
    Attached attached = Attached.random(friends.id(), 3 * CHUNK);
    cut(attached, offset);

    assertThat(attached.progress(friends.one()).getReceived()).isEqualTo(offset);
    WireUpload.all(
        friends.one().connection(), attached.chat(), attached.id(), attached.data(), offset);

    assertThat(attached.download(friends.one(), 0)).isEqualTo(attached.data());
  }

  /** Some of it, and then the stream breaks. */
  private void cut(Attached attached, int received) {
    try (WireUpload upload = attached.begin(friends.one())) {
      upload.chunks(attached.data().substring(0, received), 0);
      await().until(() -> attached.progress(friends.one()).getReceived() == received);
    }
  }

  @Test
  void upload_serverRestarted_goesOnWhereItWas() {
    Attached attached = Attached.random(friends.id(), 3 * CHUNK);
    Attached complete = Attached.uploaded(friends, CHUNK);
    cut(attached, 2 * CHUNK);

    server.close();
    server = TestServer.builder(folder).start();
    Person alice = server.again(friends.one());

    assertThat(attached.progress(alice).getReceived()).isEqualTo(2 * CHUNK);
    WireUpload.all(alice.connection(), attached.chat(), attached.id(), attached.data(), 2 * CHUNK);
    assertThat(attached.download(alice, 0)).isEqualTo(attached.data());
    assertThat(complete.download(alice, 0)).isEqualTo(complete.data());
  }

  @Test
  void getUpload_tellsStateLimitsAndUse() {
    Attached attached = Attached.random(friends.id(), 2 * CHUNK);
    assertThat(attached.progress(friends.one()).getState())
        .isEqualTo(UploadState.UPLOAD_STATE_UNKNOWN);
    assertThat(attached.progress(friends.one()).getMaxSize()).isEqualTo(2L << 30);
    assertThat(attached.progress(friends.one()).getQuota()).isEqualTo(10L << 30);
    assertThat(attached.progress(friends.one()).getQuotaUsed()).isZero();

    cut(attached, CHUNK);

    assertThat(attached.progress(friends.one()).getState())
        .isEqualTo(UploadState.UPLOAD_STATE_OPEN);
    assertThat(attached.progress(friends.one()).getQuotaUsed()).isEqualTo(2 * CHUNK);
    assertThat(attached.progress(friends.other()).getState())
        .isEqualTo(UploadState.UPLOAD_STATE_UNKNOWN);
    assertThat(attached.progress(friends.other()).getReceived()).isZero();
    assertThat(attached.progress(friends.other()).getQuotaUsed()).isZero();

    WireUpload.all(
        friends.one().connection(), attached.chat(), attached.id(), attached.data(), CHUNK);
    assertThat(attached.progress(friends.one()).getState())
        .isEqualTo(UploadState.UPLOAD_STATE_COMPLETE);
    assertThat(attached.progress(friends.one()).getReceived()).isEqualTo(2 * CHUNK);
  }

  @Test
  void upload_committedAgain_succeedsWithTheSameHashAlone() {
    Attached attached = Attached.uploaded(friends, CHUNK);

    try (WireUpload again = attached.begin(friends.one())) {
      assertThat(again.commit(attached.data()).finish().getSize()).isEqualTo(CHUNK);
    }
    try (WireUpload other = attached.begin(friends.one())) {
      other
          .commitHash(ProtocolBytes.random(32))
          .awaitRefusal()
          .is(Status.Code.DATA_LOSS, "DIGEST_MISMATCH");
    }
    try (WireUpload more = attached.begin(friends.one())) {
      more.chunk(0, ByteString.copyFromUtf8("x"))
          .awaitRefusal()
          .is(Status.Code.INVALID_ARGUMENT, "CHUNK_MISPLACED");
    }
    assertThat(attached.download(friends.one(), 0)).isEqualTo(attached.data());
  }

  @Test
  void upload_newerStream_endsTheOlderOne() {
    Attached attached = Attached.random(friends.id(), 2 * CHUNK);
    try (WireUpload older = attached.begin(friends.one())) {
      older.chunks(attached.data().substring(0, CHUNK), 0);
      await().until(() -> attached.progress(friends.one()).getReceived() == CHUNK);

      WireUpload.all(
          friends.one().connection(), attached.chat(), attached.id(), attached.data(), CHUNK);

      older.awaitRefusal().is(Status.Code.ABORTED, "UPLOAD_SUPERSEDED");
    }
    assertThat(attached.download(friends.one(), 0)).isEqualTo(attached.data());
  }

  @Test
  void upload_serverDrains_isToldAndLosesNothing() {
    Attached attached = Attached.random(friends.id(), 2 * CHUNK);
    try (WireUpload upload = attached.begin(friends.one())) {
      upload.chunks(attached.data().substring(0, CHUNK), 0);
      await().until(() -> attached.progress(friends.one()).getReceived() == CHUNK);

      server.drain();

      upload.awaitRefusal().is(Status.Code.UNAVAILABLE, "GOING_AWAY");
    }
    server.close();
    server = TestServer.builder(folder).start();
    assertThat(attached.progress(server.again(friends.one())).getReceived()).isEqualTo(CHUNK);
  }

  @Test
  void download_serverDrains_isToldSo() throws InterruptedException {
    Attached attached = Attached.uploaded(friends, 8 << 20);
    var messages = attached.open(friends.one(), 0);
    assertThat(messages.next().getSize()).isEqualTo(8 << 20);
    Thread ending = new Thread(server::drain);

    ending.start();

    Refusal.of(() -> messages.forEachRemaining(message -> {}))
        .is(Status.Code.UNAVAILABLE, "GOING_AWAY");
    ending.join();
  }
}
