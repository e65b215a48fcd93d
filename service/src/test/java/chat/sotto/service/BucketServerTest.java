package chat.sotto.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import chat.sotto.service.store.blob.S3Server;
import chat.sotto.service.support.ClientKeys;
import chat.sotto.service.support.MutableClock;
import chat.sotto.service.support.TestServer;
import chat.sotto.service.support.TestServer.Client;
import chat.sotto.v1.AttachmentChunk;
import chat.sotto.v1.AttachmentServiceGrpc;
import chat.sotto.v1.ChatKind;
import chat.sotto.v1.ChatServiceGrpc;
import chat.sotto.v1.CommitStatement;
import chat.sotto.v1.CommitSubmission;
import chat.sotto.v1.DeviceRef;
import chat.sotto.v1.DownloadRequest;
import chat.sotto.v1.RequestChatRequest;
import chat.sotto.v1.RespondToRequestRequest;
import chat.sotto.v1.UploadCommit;
import chat.sotto.v1.UploadHeader;
import chat.sotto.v1.UploadRequest;
import chat.sotto.v1.UploadResponse;
import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that keeps the bytes of attachments in a bucket. */
class BucketServerTest {
  private static final String BUCKET = "attachments";
  private static final String HOME = "user.home";
  private static final int CHUNK = 64 * 1024;

  @TempDir static Path folder;
  private static S3Server bucket;
  private static String home = "";

  private final MutableClock clock = MutableClock.atNow();
  private final ByteString chat = ClientKeys.randomBytes(16);
  private final ByteString attachment = ClientKeys.randomBytes(16);
  private final ByteString data = ClientKeys.randomBytes(3 * CHUNK + 1);

  @BeforeAll
  static void startBucket() throws IOException {
    bucket = S3Server.start(folder);
    Files.createDirectories(S3Server.objects(folder, BUCKET));
    S3Server.writeKeys(folder);
    home = System.getProperty(HOME);
    System.setProperty(HOME, folder.toString());
  }

  @AfterAll
  static void stopBucket() {
    System.setProperty(HOME, home);
    bucket.close();
  }

  private static Path serverData() {
    return folder.resolve("server");
  }

  private TestServer start() throws IOException {
    return TestServer.start(
        config ->
            new ServerConfig(
                Optional.of(serverData()),
                config.bind(),
                config.hosts(),
                config.chat(),
                config.enrollment(),
                ServerConfig.durable(serverData()).store(),
                config.registration(),
                config.limits(),
                clock,
                Optional.empty(),
                AttachmentConfig.DEFAULT.withBytes(bucket.url(BUCKET))));
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void attachment_uploaded_liesInTheBucketAlsoAfterARestart() throws Exception {
    Client alice;
    ByteString token;
    try (TestServer server = start()) {
      alice = server.join("alice").login();
      token = alice.token();
      befriend(alice, server.join("bob").login());

      assertThat(upload(alice).getSize()).isEqualTo(data.size());
      assertThat(download(alice, token, 0)).isEqualTo(data);
    }
    assertThat(files(S3Server.objects(folder, BUCKET))).hasSize(1);
    assertThat(files(serverData().resolve(ServerConfig.INCOMING_ATTACHMENTS))).isEmpty();

    try (TestServer server = start()) {
      Client again = server.connect(alice.device, alice.device.tls, alice.certificate);
      assertThat(download(again, token, CHUNK)).isEqualTo(data.substring(CHUNK));
    }
  }

  @Test
  void start_withTheStoreInMemory_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TestServer.start(
                    config ->
                        config.withAttachments(
                            AttachmentConfig.DEFAULT.withBytes(bucket.url(BUCKET)))))
        .withMessageContaining("while the store lies in memory");
  }

  // ---- At the wire

  private CommitSubmission.Builder joining(Client user, long after) {
    return CommitSubmission.newBuilder()
        .setChatId(chat)
        .setClientId(ClientKeys.randomBytes(16))
        .setAfterHandshake(after)
        .setCommit(ClientKeys.randomBytes(50))
        .setGroupInfo(ClientKeys.randomBytes(50))
        .setStatement(
            CommitStatement.newBuilder()
                .addAdded(
                    DeviceRef.newBuilder()
                        .setUsername(user.device.username)
                        .setDeviceId(ByteString.copyFrom(user.device.deviceId))));
  }

  private void befriend(Client alice, Client bob) {
    CommitSubmission.Builder first = joining(alice, 0);
    first.getStatementBuilder().addInvited("bob");
    var created =
        alice
            .withSession(ChatServiceGrpc.newBlockingStub(alice.channel))
            .requestChat(
                RequestChatRequest.newBuilder()
                    .setKind(ChatKind.CHAT_KIND_DIRECT)
                    .setCommit(first)
                    .build());
    assertThat(created.hasCreated()).isTrue();
    var joined =
        bob.withSession(ChatServiceGrpc.newBlockingStub(bob.channel))
            .respondToRequest(
                RespondToRequestRequest.newBuilder()
                    .setChatId(chat)
                    .setAccept(joining(bob, 1))
                    .build());
    assertThat(joined.hasJoined()).isTrue();
  }

  private UploadResponse upload(Client alice) throws Exception {
    CompletableFuture<UploadResponse> answer = new CompletableFuture<>();
    StreamObserver<UploadRequest> out =
        alice
            .withSession(AttachmentServiceGrpc.newStub(alice.channel))
            .upload(
                new StreamObserver<>() {
                  @Override
                  public void onNext(UploadResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answer.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    out.onNext(
        UploadRequest.newBuilder()
            .setHeader(
                UploadHeader.newBuilder()
                    .setChatId(chat)
                    .setAttachmentId(attachment)
                    .setSize(data.size()))
            .build());
    for (int offset = 0; offset < data.size(); offset += CHUNK) {
      ByteString part = data.substring(offset, Math.min(offset + CHUNK, data.size()));
      CRC32C crc = new CRC32C();
      crc.update(part.toByteArray());
      out.onNext(
          UploadRequest.newBuilder()
              .setChunk(
                  AttachmentChunk.newBuilder()
                      .setOffset(offset)
                      .setData(part)
                      .setCrc32C((int) crc.getValue()))
              .build());
    }
    byte[] sha256 = Hashing.sha256().hashBytes(data.toByteArray()).asBytes();
    out.onNext(
        UploadRequest.newBuilder()
            .setCommit(UploadCommit.newBuilder().setSha256(ByteString.copyFrom(sha256)))
            .build());
    out.onCompleted();
    return answer.get(30, TimeUnit.SECONDS);
  }

  private ByteString download(Client client, ByteString token, long offset) {
    ByteString.Output all = ByteString.newOutput();
    Client.withToken(AttachmentServiceGrpc.newBlockingStub(client.channel), token)
        .download(
            DownloadRequest.newBuilder()
                .setChatId(chat)
                .setAttachmentId(attachment)
                .setOffset(offset)
                .build())
        .forEachRemaining(
            part -> {
              byte[] bytes = part.getChunk().getData().toByteArray();
              all.write(bytes, 0, bytes.length);
            });
    return all.toByteString();
  }
}
