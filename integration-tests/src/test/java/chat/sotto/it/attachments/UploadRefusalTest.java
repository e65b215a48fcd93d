package chat.sotto.it.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.it.wire.Friends;
import chat.sotto.it.wire.LittleDisk;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.Refusal;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireUpload;
import chat.sotto.service.AttachmentConfig;
import chat.sotto.v1.UploadRequest;
import chat.sotto.v1.UploadState;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server refuses of an upload, and what is left then. */
class UploadRefusalTest {
  private static final int CHUNK = 64 * 1024;
  private static final int MAX_CHUNK = 256 * 1024;
  private static final int MAX_SIZE = 1 << 20;
  private static final int QUOTA = 3 << 20;

  @TempDir Path folder;
  private TestServer server;
  private Friends friends;

  @BeforeEach
  void start() {
    server =
        TestServer.builder(folder)
            .attachments(AttachmentConfig.DEFAULT.withMaxSize(MAX_SIZE).withQuota(QUOTA))
            .start();
    friends = server.friends("alice", "bob");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Attached some() {
    return Attached.random(friends.id(), 3 * CHUNK);
  }

  private static ByteString part(Attached attached, int from, int to) {
    return attached.data().substring(from, to);
  }

  /** Refused after the first chunk, which stays; with it the upload can be ended well. */
  private void refusedAfterTheFirstChunk(
      Attached attached, WireUpload upload, Status.Code code, String reason) {
    try (upload) {
      upload.awaitRefusal().is(code, reason);
    }
    assertThat(attached.progress(friends.one()).getReceived()).isEqualTo(CHUNK);
    WireUpload.all(
        friends.one().connection(), attached.chat(), attached.id(), attached.data(), CHUNK);
    assertThat(attached.download(friends.one(), 0)).isEqualTo(attached.data());
  }

  private WireUpload first(Attached attached) {
    return attached.begin(friends.one()).chunk(0, part(attached, 0, CHUNK));
  }

  @Test
  void chunk_repeated_isMisplaced() {
    Attached attached = some();
    refusedAfterTheFirstChunk(
        attached,
        first(attached).chunk(0, part(attached, 0, CHUNK)),
        Status.Code.INVALID_ARGUMENT,
        "CHUNK_MISPLACED");
  }

  @Test
  void chunk_ahead_isMisplaced() {
    Attached attached = some();
    refusedAfterTheFirstChunk(
        attached,
        first(attached).chunk(2 * CHUNK, part(attached, 2 * CHUNK, 3 * CHUNK)),
        Status.Code.INVALID_ARGUMENT,
        "CHUNK_MISPLACED");
  }

  @Test
  void chunk_overlapping_isMisplaced() {
    Attached attached = some();
    refusedAfterTheFirstChunk(
        attached,
        first(attached).chunk(CHUNK - 1, part(attached, CHUNK - 1, 2 * CHUNK)),
        Status.Code.INVALID_ARGUMENT,
        "CHUNK_MISPLACED");
  }

  @Test
  void chunk_atAnOffsetThatNoFileHas_isMisplaced() {
    Attached attached = some();
    refusedAfterTheFirstChunk(
        attached,
        first(attached).chunk(-1, part(attached, CHUNK, 2 * CHUNK)),
        Status.Code.INVALID_ARGUMENT,
        "CHUNK_MISPLACED");
  }

  @Test
  void chunk_beyondTheSize_isMisplaced() {
    Attached attached = some();
    refusedAfterTheFirstChunk(
        attached,
        first(attached).chunk(CHUNK, ProtocolBytes.random(2 * CHUNK + 1)),
        Status.Code.INVALID_ARGUMENT,
        "CHUNK_MISPLACED");
  }

  @Test
  void chunk_withWrongChecksum_isDamaged() {
    Attached attached = some();
    ByteString data = part(attached, CHUNK, 2 * CHUNK);
    refusedAfterTheFirstChunk(
        attached,
        first(attached).chunk(CHUNK, data, WireUpload.crc(data) ^ 1),
        Status.Code.DATA_LOSS,
        "CHUNK_DAMAGED");
  }

  @Test
  void chunk_empty_namesTheField() {
    Attached attached = some();
    try (WireUpload upload = first(attached).chunk(CHUNK, ByteString.EMPTY)) {
      upload.awaitRefusal().is(Status.Code.INVALID_ARGUMENT, "INVALID_FIELD").naming("chunk.data");
    }
    assertThat(attached.progress(friends.one()).getReceived()).isEqualTo(CHUNK);
  }

  @Test
  void chunk_ofTheLargestSize_isTakenAndOneByteMoreIsNot() {
    Attached attached = Attached.random(friends.id(), MAX_CHUNK + 1);
    try (WireUpload upload = attached.begin(friends.one()).chunk(0, attached.data())) {
      upload.awaitRefusal().is(Status.Code.INVALID_ARGUMENT, "INVALID_FIELD").naming("chunk.data");
    }
    try (WireUpload upload = attached.begin(friends.one())) {
      upload.chunk(0, part(attached, 0, MAX_CHUNK));
      upload.chunk(MAX_CHUNK, part(attached, MAX_CHUNK, MAX_CHUNK + 1));
      assertThat(upload.commit(attached.data()).finish().getSize()).isEqualTo(MAX_CHUNK + 1);
    }
  }

  @Test
  void commit_beforeAllHasCome_isIncomplete() {
    Attached attached = some();
    refusedAfterTheFirstChunk(
        attached,
        first(attached).commit(attached.data()),
        Status.Code.FAILED_PRECONDITION,
        "UPLOAD_INCOMPLETE");
  }

  @Test
  void commit_ofOtherBytes_leavesNothing() {
    Attached attached = some();
    try (WireUpload upload =
        attached
            .begin(friends.one())
            .chunks(attached.data(), 0)
            .commitHash(ByteString.copyFrom(new byte[32]))) {
      upload.awaitRefusal().is(Status.Code.DATA_LOSS, "DIGEST_MISMATCH");
    }
    assertThat(attached.progress(friends.one()).getState())
        .isEqualTo(UploadState.UPLOAD_STATE_OPEN);
    assertThat(attached.progress(friends.one()).getReceived()).isZero();
    attached.upload(friends.one());
    assertThat(attached.download(friends.one(), 0)).isEqualTo(attached.data());
  }

  @Test
  void commit_withoutHash_namesTheField() {
    Attached attached = some();
    try (WireUpload upload =
        attached.begin(friends.one()).chunks(attached.data(), 0).commitHash(ByteString.EMPTY)) {
      upload
          .awaitRefusal()
          .is(Status.Code.INVALID_ARGUMENT, "INVALID_FIELD")
          .naming("commit.sha256");
    }
    assertThat(attached.progress(friends.one()).getReceived()).isEqualTo(attached.data().size());
  }

  @Test
  void stream_inTheWrongOrder_isMalformed() {
    Attached attached = some();
    List<WireUpload> wrong = new ArrayList<>();
    wrong.add(WireUpload.open(friends.one().connection()).chunk(0, part(attached, 0, 1)));
    wrong.add(WireUpload.open(friends.one().connection()).commit(attached.data()));
    wrong.add(WireUpload.open(friends.one().connection()).say(UploadRequest.getDefaultInstance()));
    wrong.add(WireUpload.open(friends.one().connection()).halfClose());
    wrong.add(
        attached
            .begin(friends.one())
            .header(attached.chat(), attached.id(), attached.data().size()));

    for (WireUpload upload : wrong) {
      upload.awaitRefusal().is(Status.Code.INVALID_ARGUMENT, "MALFORMED_FRAME");
    }
  }

  @Test
  void stream_goingOnAfterItsCommit_isMalformedAndTheAttachmentComplete() {
    Attached attached = some();
    try (WireUpload upload = attached.begin(friends.one())) {
      upload.chunks(attached.data(), 0).commit(attached.data());
      upload
          .chunk(0, part(attached, 0, 1))
          .awaitRefusal()
          .is(Status.Code.INVALID_ARGUMENT, "MALFORMED_FRAME");
    }
    assertThat(attached.download(friends.one(), 0)).isEqualTo(attached.data());
  }

  @Test
  void stream_endedWithoutCommit_isIncompleteAndLosesNothing() {
    Attached attached = some();
    refusedAfterTheFirstChunk(
        attached,
        first(attached).halfClose(),
        Status.Code.FAILED_PRECONDITION,
        "UPLOAD_INCOMPLETE");
  }

  @Test
  void header_ofAnotherSizeThanBefore_namesTheField() {
    Attached attached = some();
    try (WireUpload upload = first(attached)) {
      await().until(() -> attached.progress(friends.one()).getReceived() == CHUNK);
    }
    for (int size : new int[] {attached.data().size() - 1, attached.data().size() + 1}) {
      try (WireUpload upload =
          WireUpload.open(friends.one().connection())
              .header(attached.chat(), attached.id(), size)) {
        upload
            .awaitRefusal()
            .is(Status.Code.INVALID_ARGUMENT, "INVALID_FIELD")
            .naming("header.size");
      }
    }
  }

  @Test
  void header_ofNothingOrOfIdsThatAreNone_namesTheField() {
    header(ProtocolBytes.random(15), ProtocolBytes.randomId(), 1)
        .is(Status.Code.INVALID_ARGUMENT, "INVALID_FIELD")
        .naming("header.chat_id");
    header(friends.id(), ByteString.EMPTY, 1)
        .is(Status.Code.INVALID_ARGUMENT, "INVALID_FIELD")
        .naming("header.attachment_id");
    header(friends.id(), ProtocolBytes.randomId(), 0)
        .is(Status.Code.INVALID_ARGUMENT, "INVALID_FIELD")
        .naming("header.size");
  }

  private Refusal header(ByteString chat, ByteString id, long size) {
    try (WireUpload upload = WireUpload.open(friends.one().connection()).header(chat, id, size)) {
      return upload.awaitRefusal();
    }
  }

  @Test
  void header_beyondTheLargestSize_isTooLargeBeforeAnyByte() {
    for (long size : new long[] {MAX_SIZE + 1, Long.MAX_VALUE, -1}) {
      header(friends.id(), ProtocolBytes.randomId(), size)
          .is(Status.Code.RESOURCE_EXHAUSTED, "ATTACHMENT_TOO_LARGE");
    }
    assertThat(some().progress(friends.one()).getMaxSize()).isEqualTo(MAX_SIZE);
    assertThat(some().progress(friends.one()).getQuotaUsed()).isZero();
  }

  @Test
  void header_beyondTheQuota_isRefusedBeforeAnyByteAndTakenWhenThereIsRoom() {
    Attached first = Attached.uploaded(friends, MAX_SIZE);
    Attached.uploaded(friends, MAX_SIZE);
    Attached.uploaded(friends, MAX_SIZE);
    Attached fourth = Attached.random(friends.id(), 1);

    header(fourth.chat(), fourth.id(), 1).is(Status.Code.RESOURCE_EXHAUSTED, "QUOTA_EXCEEDED");
    assertThat(fourth.progress(friends.one()).getQuota()).isEqualTo(QUOTA);
    assertThat(fourth.progress(friends.one()).getQuotaUsed()).isEqualTo(QUOTA);
    assertThat(fourth.progress(friends.other()).getQuotaUsed()).isZero();

    first.delete(friends.one());
    fourth.upload(friends.one());
  }

  @Test
  void header_ofAnotherUsersAttachment_namesTheField() {
    Attached attached = Attached.uploaded(friends, CHUNK);

    try (WireUpload upload = attached.begin(friends.other())) {
      upload
          .awaitRefusal()
          .is(Status.Code.INVALID_ARGUMENT, "INVALID_FIELD")
          .naming("header.attachment_id");
    }
  }

  @Test
  void streams_moreThanFourOfADevice_areRefusedUntilOneEnds() {
    List<WireUpload> open = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Attached attached = some();
      open.add(first(attached));
      await().until(() -> attached.progress(friends.one()).getReceived() == CHUNK);
    }
    try (WireUpload fifth = some().begin(friends.one())) {
      fifth.awaitRefusal().is(Status.Code.RESOURCE_EXHAUSTED, "LIMIT_REACHED");
    }

    open.get(0).close();

    await().untilAsserted(() -> some().upload(friends.one()));
    open.forEach(WireUpload::close);
  }

  @Test
  void streams_fourThatNobodyReads_giveWayToNewOnesOfTheSame() {
    List<Attached> all = new ArrayList<>();
    List<WireUpload> lost = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Attached attached = some();
      all.add(attached);
      lost.add(first(attached));
      await().until(() -> attached.progress(friends.one()).getReceived() == CHUNK);
    }

    List<WireUpload> again = all.stream().map(attached -> attached.begin(friends.one())).toList();

    for (int i = 0; i < 4; i++) {
      again.get(i).chunks(all.get(i).data(), CHUNK).commit(all.get(i).data()).finish();
      lost.get(i).awaitRefusal().is(Status.Code.ABORTED, "UPLOAD_SUPERSEDED");
    }
  }

  @Test
  void chunk_diskFull_isUnavailableAndGoesOnWhenThereIsRoom() throws Exception {
    Optional<LittleDisk> mounted = LittleDisk.mount(folder.resolve("disk"), 8);
    assumeThat(mounted)
        .as("a small file system of its own, which needs root and the right to mount")
        .isPresent();
    server.close();
    try (LittleDisk disk = mounted.orElseThrow();
        TestServer little = TestServer.builder(disk.folder()).start()) {
      Friends people = little.friends("alice", "bob");
      Attached attached = Attached.random(people.id(), 2 << 20);
      try (WireUpload upload = attached.begin(people.one())) {
        upload.chunk(0, attached.data().substring(0, CHUNK));
        await().until(() -> attached.progress(people.one()).getReceived() == CHUNK);
        disk.fill();

        upload.chunks(attached.data(), CHUNK);

        upload.awaitRefusal().is(Status.Code.UNAVAILABLE, "STORE_UNAVAILABLE");
      }
      long received = attached.progress(people.one()).getReceived();
      assertThat(received).isBetween((long) CHUNK, attached.data().size() - 1L);
      disk.free();
      // The database has to notice as well.
      await()
          .untilAsserted(
              () -> {
                long now = attached.progress(people.one()).getReceived();
                try (WireUpload again = attached.begin(people.one())) {
                  again.chunks(attached.data(), (int) now).commit(attached.data());
                  assertThat(again.finish().getSize()).isEqualTo(attached.data().size());
                }
              });
      assertThat(attached.download(people.one(), 0)).isEqualTo(attached.data());
    }
  }
}
