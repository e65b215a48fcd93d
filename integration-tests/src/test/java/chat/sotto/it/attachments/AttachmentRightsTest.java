package chat.sotto.it.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.it.wire.Friends;
import chat.sotto.it.wire.Person;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.Refusal;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireUpload;
import chat.sotto.v1.DisableUserRequest;
import chat.sotto.v1.DownloadResponse;
import chat.sotto.v1.LeaveChatRequest;
import chat.sotto.v1.LogoutRequest;
import chat.sotto.v1.RejectReason;
import chat.sotto.v1.ServerFrame;
import chat.sotto.v1.UploadState;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may upload, fetch, name and delete; and until when. */
class AttachmentRightsTest {
  private static final int CHUNK = 64 * 1024;
  private static final int LARGE = 2 << 20;

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

  @Test
  void everything_byWhoIsNoMember_isOfAChatThatDoesNotExist() {
    Attached attached = Attached.uploaded(friends, CHUNK);
    attached.named(friends);
    Person carol = server.join("carol");

    try (WireUpload upload = Attached.random(friends.id(), 1).begin(carol)) {
      upload.awaitRefusal().is(Status.Code.NOT_FOUND, "CHAT_NOT_FOUND");
    }
    Refusal download = Refusal.of(() -> attached.download(carol, 0));
    download.is(Status.Code.NOT_FOUND, "CHAT_NOT_FOUND");
    assertThat(
            Refusal.of(
                    () ->
                        new Attached(ProtocolBytes.randomId(), attached.id(), ByteString.EMPTY)
                            .download(carol, 0))
                .bytes())
        .as("a chat of others and none at all look the same")
        .isEqualTo(download.bytes());
    Refusal.of(() -> attached.progress(carol)).is(Status.Code.NOT_FOUND, "CHAT_NOT_FOUND");
    Refusal.of(() -> attached.delete(carol)).is(Status.Code.NOT_FOUND, "CHAT_NOT_FOUND");
    assertThat(attached.download(friends.other(), 0)).isEqualTo(attached.data());
  }

  @Test
  void download_beforeAMessageNamesIt_isForItsUploaderAlone() {
    Attached attached = Attached.uploaded(friends, CHUNK);

    assertThat(attached.download(friends.one(), 0)).isEqualTo(attached.data());
    Refusal.of(() -> attached.download(friends.other(), 0))
        .is(Status.Code.NOT_FOUND, "ATTACHMENT_NOT_FOUND");
  }

  @Test
  void download_ofWhatIsNotComplete_isNotFoundEvenByItsUploader() {
    Attached attached = Attached.random(friends.id(), CHUNK);
    try (WireUpload upload = attached.begin(friends.one()).chunks(attached.data(), 0)) {
      await().until(() -> attached.progress(friends.one()).getReceived() == CHUNK);

      Refusal.of(() -> attached.download(friends.one(), 0))
          .is(Status.Code.NOT_FOUND, "ATTACHMENT_NOT_FOUND");
    }
  }

  @Test
  void download_beyondTheEnd_namesTheField() {
    Attached attached = Attached.uploaded(friends, CHUNK);

    for (long offset : new long[] {CHUNK + 1, -1}) {
      Refusal.of(() -> attached.download(friends.one(), offset))
          .is(Status.Code.INVALID_ARGUMENT, "INVALID_FIELD")
          .naming("offset");
    }
  }

  @Test
  void send_namingWhatIsNotThere_isRejectedAndNotStored() {
    Attached open = Attached.random(friends.id(), CHUNK);
    try (WireUpload upload = open.begin(friends.one()).chunks(open.data(), 0)) {
      await().until(() -> open.progress(friends.one()).getReceived() == CHUNK);
    }
    Attached ofAlice = Attached.uploaded(friends, CHUNK);
    long end = friends.other().logEnd(friends.id());

    assertRejected(open, friends.one(), RejectReason.REJECT_REASON_ATTACHMENT_NOT_FOUND);
    assertRejected(ofAlice, friends.other(), RejectReason.REJECT_REASON_ATTACHMENT_NOT_FOUND);
    assertRejected(
        Attached.random(friends.id(), 1),
        friends.one(),
        RejectReason.REJECT_REASON_ATTACHMENT_NOT_FOUND);
    assertRejected(
        new Attached(friends.id(), ProtocolBytes.random(15), ByteString.EMPTY),
        friends.one(),
        RejectReason.REJECT_REASON_INVALID_FIELD);
    assertThat(friends.other().logEnd(friends.id())).isEqualTo(end);
  }

  private void assertRejected(Attached attached, Person sender, RejectReason reason) {
    ServerFrame answer = attached.name(friends, sender, ProtocolBytes.randomId());
    assertThat(answer.getSendRejected().getReason()).as("%s", answer).isEqualTo(reason);
  }

  @Test
  void send_namingTwice_isInUseAndTheSameMessageAgainIsNot() {
    Attached attached = Attached.uploaded(friends, CHUNK);
    ByteString clientId = ProtocolBytes.randomId();
    ServerFrame first = attached.name(friends, friends.one(), clientId);

    assertThat(first.hasSent()).isTrue();
    assertThat(attached.name(friends, friends.one(), clientId)).isEqualTo(first);
    assertRejected(attached, friends.one(), RejectReason.REJECT_REASON_ATTACHMENT_IN_USE);
  }

  @Test
  void delete_byItsUploader_isForGoodAndTwiceTheSame() {
    Attached attached = Attached.uploaded(friends, CHUNK);

    attached.delete(friends.other());
    assertThat(attached.download(friends.one(), 0)).isEqualTo(attached.data());
    attached.delete(friends.one());
    attached.delete(friends.one());

    assertThat(attached.progress(friends.one()).getState())
        .isEqualTo(UploadState.UPLOAD_STATE_UNKNOWN);
    Refusal.of(() -> attached.download(friends.one(), 0))
        .is(Status.Code.NOT_FOUND, "ATTACHMENT_NOT_FOUND");
  }

  @Test
  void delete_ofWhatAMessageNames_isInUse() {
    Attached attached = Attached.uploaded(friends, CHUNK);
    attached.named(friends);

    Refusal.of(() -> attached.delete(friends.one()))
        .is(Status.Code.FAILED_PRECONDITION, "ATTACHMENT_IN_USE");
    assertThat(attached.download(friends.other(), 0)).isEqualTo(attached.data());
  }

  @Test
  void delete_whileItIsUploaded_endsTheUpload() {
    Attached attached = Attached.random(friends.id(), 2 * CHUNK);
    try (WireUpload upload = attached.begin(friends.one())) {
      upload.chunks(attached.data().substring(0, CHUNK), 0);
      await().until(() -> attached.progress(friends.one()).getReceived() == CHUNK);

      attached.delete(friends.one());

      upload.awaitRefusal().is(Status.Code.NOT_FOUND, "ATTACHMENT_NOT_FOUND");
    }
  }

  /** A download of which the client has taken only the beginning. */
  private Iterator<DownloadResponse> begun(Person reader) {
    return begun(reader, large());
  }

  private Attached large() {
    Attached attached = Attached.uploaded(friends, LARGE);
    attached.named(friends);
    return attached;
  }

  private static Iterator<DownloadResponse> begun(Person reader, Attached attached) {
    Iterator<DownloadResponse> messages = attached.open(reader, 0);
    assertThat(messages.next().getSize()).isEqualTo(LARGE);
    return messages;
  }

  private static Refusal restOf(Iterator<DownloadResponse> messages) {
    return Refusal.of(() -> messages.forEachRemaining(message -> {}));
  }

  @Test
  void disabledUser_whileTransferring_isEnded() {
    Iterator<DownloadResponse> messages = begun(friends.other());
    Attached attached = Attached.random(friends.id(), CHUNK);
    try (WireUpload upload = attached.begin(friends.other())) {
      await()
          .until(
              () -> attached.progress(friends.other()).getState() == UploadState.UPLOAD_STATE_OPEN);

      var unused =
          server
              .operator()
              .connection()
              .admin()
              .disableUser(DisableUserRequest.newBuilder().setUsername("bob").build());

      upload.awaitRefusal().is(Status.Code.UNAUTHENTICATED, "USER_DISABLED");
    }
    restOf(messages).is(Status.Code.UNAUTHENTICATED, "USER_DISABLED");
  }

  @Test
  void endedSession_whileTransferring_isEnded() {
    Attached attached = Attached.random(friends.id(), CHUNK);
    try (WireUpload upload = attached.begin(friends.other())) {
      await()
          .until(
              () -> attached.progress(friends.other()).getState() == UploadState.UPLOAD_STATE_OPEN);

      var unused = friends.other().connection().auth().logout(LogoutRequest.getDefaultInstance());

      upload.awaitRefusal().is(Status.Code.UNAUTHENTICATED, "SESSION_INVALID");
    }
  }

  @Test
  void leftChat_whileTransferring_isEnded() {
    Iterator<DownloadResponse> messages = begun(friends.other());
    Attached attached = Attached.random(friends.id(), CHUNK);
    try (WireUpload ofBob = attached.begin(friends.other());
        WireUpload ofAlice = Attached.random(friends.id(), CHUNK).begin(friends.one())) {
      await()
          .until(
              () -> attached.progress(friends.other()).getState() == UploadState.UPLOAD_STATE_OPEN);

      var unused =
          friends
              .other()
              .connection()
              .chat()
              .leaveChat(LeaveChatRequest.newBuilder().setChatId(friends.id()).build());

      ofBob.awaitRefusal().is(Status.Code.FAILED_PRECONDITION, "CHAT_CLOSED");
      ofAlice.awaitRefusal().is(Status.Code.FAILED_PRECONDITION, "CHAT_CLOSED");
    }
    restOf(messages).is(Status.Code.NOT_FOUND, "CHAT_NOT_FOUND");
  }

  @Test
  void downloads_moreThanEightOfADevice_areRefused() {
    Attached large = large();
    List<Iterator<DownloadResponse>> open = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      open.add(begun(friends.other(), large));
    }
    Attached small = Attached.uploaded(friends, 1);
    small.named(friends);

    Refusal.of(() -> small.download(friends.other(), 0))
        .is(Status.Code.RESOURCE_EXHAUSTED, "LIMIT_REACHED");
    assertThat(small.download(friends.one(), 0)).isEqualTo(small.data());

    open.get(0).forEachRemaining(message -> {});
    await()
        .untilAsserted(
            () -> assertThat(small.download(friends.other(), 0)).isEqualTo(small.data()));
    friends.other().connection().close();
  }
}
