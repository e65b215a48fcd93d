package chat.sotto.it.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.it.wire.Friends;
import chat.sotto.it.wire.Person;
import chat.sotto.it.wire.Refusal;
import chat.sotto.it.wire.TestClock;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireUpload;
import chat.sotto.v1.CreateBackupRequest;
import chat.sotto.v1.DeleteChatRequest;
import chat.sotto.v1.DeleteMessageRequest;
import chat.sotto.v1.GetStatsRequest;
import chat.sotto.v1.GetStatsResponse;
import chat.sotto.v1.UploadState;
import com.google.common.io.MoreFiles;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When attachments go, and that their bytes go with them. */
class AttachmentLifeTest {
  private static final int CHUNK = 64 * 1024;

  @TempDir Path folder;
  private final TestClock clock = TestClock.right();
  private TestServer server;
  private Friends friends;

  @BeforeEach
  void start() {
    server = TestServer.builder(folder).clock(clock).retention(Duration.ofDays(7)).start();
    friends = server.friends("alice", "bob");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Every file that has bytes of attachments. */
  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(server.data().resolve("attachments"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static void assertGone(Attached attached, Person reader) {
    Refusal.of(() -> attached.download(reader, 0))
        .is(Status.Code.NOT_FOUND, "ATTACHMENT_NOT_FOUND");
  }

  @Test
  void unnamed_aDayAfterItsLastByte_isGone() throws IOException {
    Attached named = Attached.uploaded(friends, CHUNK);
    named.named(friends);
    Attached complete = Attached.uploaded(friends, CHUNK);
    Attached open = Attached.random(friends.id(), 2 * CHUNK);
    try (WireUpload upload = open.begin(friends.one())) {
      upload.chunks(open.data().substring(0, CHUNK), 0);
      await().until(() -> open.progress(friends.one()).getReceived() == CHUNK);
    }
    clock.advance(Duration.ofHours(23));
    assertThat(server.sweepAttachments()).isZero();
    assertThat(complete.download(friends.one(), 0)).isEqualTo(complete.data());

    clock.advance(Duration.ofHours(2));
    server.sweepAttachments();

    assertGone(complete, friends.one());
    // The stream that was broken off may have ended for the server only after the clock moved.
    await()
        .untilAsserted(
            () -> {
              clock.advance(Duration.ofHours(25));
              server.sweepAttachments();
              assertThat(open.progress(friends.one()).getState())
                  .isEqualTo(UploadState.UPLOAD_STATE_UNKNOWN);
            });
    assertThat(named.download(friends.other(), 0)).isEqualTo(named.data());
    assertThat(files()).hasSize(1);
  }

  @Test
  void unnamed_goingOnAfterHours_livesADayFromThen() {
    Attached open = Attached.random(friends.id(), 2 * CHUNK);
    try (WireUpload upload = open.begin(friends.one())) {
      upload.chunks(open.data().substring(0, CHUNK), 0);
      await().until(() -> open.progress(friends.one()).getReceived() == CHUNK);
    }
    clock.advance(Duration.ofHours(20));
    try (WireUpload upload = open.begin(friends.one())) {
      upload.chunk(CHUNK, open.data().substring(CHUNK, CHUNK + 1));
      await().until(() -> open.progress(friends.one()).getReceived() == CHUNK + 1);
    }
    clock.advance(Duration.ofHours(20));
    server.sweepAttachments();

    assertThat(open.progress(friends.one()).getReceived()).isEqualTo(CHUNK + 1);
  }

  @Test
  void deletedMessage_takesBytesAlong() throws IOException {
    Attached attached = Attached.uploaded(friends, CHUNK);
    long seq = attached.named(friends).getSeq();
    assertThat(files()).hasSize(1);

    var unused =
        friends
            .one()
            .connection()
            .chat()
            .deleteMessage(
                DeleteMessageRequest.newBuilder().setChatId(friends.id()).setSeq(seq).build());

    assertGone(attached, friends.other());
    assertGone(attached, friends.one());
    server.sweepAttachments();
    assertThat(files()).isEmpty();
    assertThat(attached.progress(friends.one()).getQuotaUsed()).isZero();
  }

  @Test
  void expiredMessage_takesBytesAlong() throws IOException {
    Attached attached = Attached.uploaded(friends, CHUNK);
    attached.named(friends);
    clock.advance(Duration.ofDays(8));

    assertThat(server.expireMessages()).isEqualTo(1);

    assertGone(attached, friends.other());
    server.sweepAttachments();
    assertThat(files()).isEmpty();
  }

  @Test
  void chatThatAllHaveDeleted_takesBytesAlong() throws IOException {
    Attached attached = Attached.uploaded(friends, CHUNK);
    attached.named(friends);
    deleteChat(friends.one());
    assertThat(attached.download(friends.other(), 0)).isEqualTo(attached.data());

    deleteChat(friends.other());

    Refusal.of(() -> attached.download(friends.other(), 0))
        .is(Status.Code.NOT_FOUND, "CHAT_NOT_FOUND");
    server.sweepAttachments();
    assertThat(files()).isEmpty();
  }

  private void deleteChat(Person who) {
    var unused =
        who.connection()
            .chat()
            .deleteChat(DeleteChatRequest.newBuilder().setChatId(friends.id()).build());
  }

  @Test
  void bytesThatNoRowKnows_stayAtAStart() throws Exception {
    Attached attached = Attached.uploaded(friends, CHUNK);
    Path left = server.data().resolve("attachments/00").resolve("0".repeat(32));
    Files.createDirectories(left.getParent());
    Files.writeString(left, "newer than a database that was restored");

    server.close();
    server = TestServer.builder(folder).clock(clock).start();

    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> Files.exists(left));
    assertThat(attached.download(server.again(friends.one()), 0)).isEqualTo(attached.data());
  }

  @Test
  void bytesThatCannotBeDeleted_keepNoOthers() throws IOException {
    Attached stuck = Attached.uploaded(friends, CHUNK);
    Path place = files().get(0);
    Attached other = Attached.uploaded(friends, CHUNK);
    stuck.delete(friends.one());
    other.delete(friends.one());
    Files.delete(place);
    Files.createDirectory(place);
    Files.writeString(place.resolve("in-the-way"), "no folder with something in it is deleted");

    assertThat(server.sweepAttachments()).isEqualTo(1);
    assertThat(files()).containsExactly(place.resolve("in-the-way"));

    Files.delete(place.resolve("in-the-way"));
    assertThat(server.sweepAttachments()).isEqualTo(1);
  }

  @Test
  void stats_countAttachmentsAndTheirBytes() {
    Attached.uploaded(friends, CHUNK);
    Attached.uploaded(friends, 1);

    GetStatsResponse stats =
        server.operator().connection().admin().getStats(GetStatsRequest.getDefaultInstance());

    assertThat(stats.getAttachments()).isEqualTo(2);
    assertThat(stats.getAttachmentBytes()).isEqualTo(CHUNK + 1);
  }

  @Test
  void backup_served_hasTheAttachments() throws Exception {
    Attached attached = Attached.uploaded(friends, 3 * CHUNK);
    attached.named(friends);
    Attached open = Attached.random(friends.id(), 2 * CHUNK);
    try (WireUpload upload = open.begin(friends.one())) {
      upload.chunks(open.data().substring(0, CHUNK), 0);
      await().until(() -> open.progress(friends.one()).getReceived() == CHUNK);
    }
    Path backup =
        Path.of(
            server
                .operator()
                .connection()
                .admin()
                .createBackup(CreateBackupRequest.getDefaultInstance())
                .getPath());
    Path elsewhere = folder.resolve("elsewhere");
    Files.createDirectory(elsewhere);
    Files.move(backup, elsewhere.resolve("server"));
    server.close();
    MoreFiles.deleteRecursively(
        server.data(), com.google.common.io.RecursiveDeleteOption.ALLOW_INSECURE);

    server = TestServer.builder(elsewhere).clock(clock).start();

    Person bob = server.again(friends.other());
    assertThat(attached.download(bob, 0)).isEqualTo(attached.data());
    Person alice = server.again(friends.one());
    assertThat(open.progress(alice).getReceived()).as("begun anew").isZero();
    open.upload(alice);
  }
}
