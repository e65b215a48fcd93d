package chat.sotto.service.store.blob;

import static chat.sotto.service.contract.StoreContract.randomBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import chat.sotto.service.contract.DurableBlobStoreContract;
import chat.sotto.service.domain.BlobId;
import chat.sotto.service.store.BlobStore;
import chat.sotto.service.store.BlobStore.SupersededException;
import chat.sotto.service.store.BlobStore.Turn;
import chat.sotto.service.store.StoreUnavailableException;
import com.google.common.base.Throwables;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of a real S3 server keeps the promises of a store of blobs, through cuts as well. */
class BucketBlobsTest extends DurableBlobStoreContract {
  private static final String PREFIX = "some/prefix/";
  private static final int LARGE = 17 << 20;

  @TempDir static Path folder;
  private static S3Server server;
  private static CuttingRelay relay;

  /** Sees what is in the bucket. */
  private static S3Client raw;

  private String bucket = "";

  @BeforeAll
  static void startServer() throws IOException {
    server = S3Server.start(folder);
    relay = new CuttingRelay(server.port());
    raw = Bucket.client(S3Server.address("some-bucket", server.port()), S3Server.KEYS);
  }

  @AfterAll
  static void stopServer() throws IOException {
    raw.close();
    relay.close();
    server.close();
  }

  @AfterEach
  void heal() {
    relay.heal();
    relay.atCut(() -> {});
  }

  @Override
  protected BlobStore open() {
    bucket = "bucket-" + UUID.randomUUID();
    raw.createBucket(r -> r.bucket(bucket));
    return reopen();
  }

  @Override
  protected BlobStore reopen() {
    return open(S3Server.KEYS);
  }

  private BlobStore open(AwsCredentials keys) {
    return BucketBlobs.open(S3Server.address(bucket, relay.port()), keys, staging());
  }

  private Path staging() {
    return folder.resolve("staging-" + bucket);
  }

  private List<String> keys() {
    return raw.listObjectsV2(r -> r.bucket(bucket)).contents().stream().map(S3Object::key).toList();
  }

  private int uploads() {
    return raw.listMultipartUploads(r -> r.bucket(bucket)).uploads().size();
  }

  private Turn begun(BlobId blob, ByteString bytes) {
    Turn turn = store.write(blob);
    append(turn, bytes, 256 << 10);
    return turn;
  }

  @Test
  void complete_putsTheObjectUnderThePrefix_andKeepsNoFile() throws IOException {
    BlobId small = complete(randomBytes(100));
    BlobId large = complete(randomBytes(LARGE));

    assertThat(keys()).containsExactlyInAnyOrder(PREFIX + small, PREFIX + large);
    assertThat(uploads()).isZero();
    try (Stream<Path> left = Files.list(staging())) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void complete_wrongHash_sendsNothing() {
    try (Turn turn = begun(newBlob(), randomBytes(LARGE))) {
      assertThat(turn.complete(randomBytes(32))).isFalse();
    }
    assertThat(keys()).isEmpty();
    assertThat(uploads()).isZero();
  }

  @Test
  void complete_partsAreCut_givesTheUploadUpAndKeepsWhatHasCome() throws IOException {
    ByteString bytes = randomBytes(LARGE);
    BlobId blob = newBlob();
    int before = relay.cuts();
    try (Turn turn = begun(blob, bytes)) {
      relay.cutUploads(5 << 20);

      assertUnavailable(() -> turn.complete(sha256(bytes)));
    }
    assertThat(relay.cuts()).as("a few attempts").isBetween(before + 1, before + 10);
    assertThat(uploads()).isZero();
    assertThat(keys()).isEmpty();
    assertAbsent(blob);
    assertThat(store.received(blob)).isEqualTo(LARGE);

    relay.heal();
    try (Turn turn = store.write(blob)) {
      assertThat(turn.complete(sha256(bytes))).isTrue();
    }
    assertThat(read(blob, 0)).isEqualTo(bytes);
  }

  @Test
  void complete_serverGoesAwayWithinAPart_isCleanedUpAtTheNextAttempt() throws IOException {
    ByteString bytes = randomBytes(LARGE);
    BlobId blob = newBlob();
    try (Turn turn = begun(blob, bytes)) {
      // Whole parts pass, until the connection that carries them has had enough.
      relay.cutUploads(12 << 20);
      relay.dieAtCut();

      assertUnavailable(() -> turn.complete(sha256(bytes)));
      assertUnavailable(() -> store.findSize(blob));
    }
    assertThat(keys()).isEmpty();
    assertThat(uploads()).as("nobody could be told").isEqualTo(1);
    store.close();

    relay.heal();
    store = reopen();
    assertThat(store.received(blob)).isEqualTo(LARGE);
    try (Turn turn = store.write(blob)) {
      assertThat(turn.complete(sha256(bytes))).isTrue();
    }
    assertThat(uploads()).isZero();
    assertThat(keys()).containsExactly(PREFIX + blob);
    assertThat(read(blob, 0)).isEqualTo(bytes);
  }

  @Test
  void delete_afterAnUploadThatNobodyEnded_takesItsPartsAway() {
    BlobId blob = newBlob();
    raw.createMultipartUpload(r -> r.bucket(bucket).key(PREFIX + blob));
    BlobId other = newBlob();
    raw.createMultipartUpload(r -> r.bucket(bucket).key(PREFIX + other));

    store.delete(blob);

    assertThat(uploads()).isEqualTo(1);
  }

  @Test
  void delete_whileCompleting_endsThat() {
    ByteString bytes = randomBytes(LARGE);
    BlobId blob = newBlob();
    AtomicReference<Throwable> begunAgain = new AtomicReference<>();
    try (Turn turn = begun(blob, bytes)) {
      Thread deletion = new Thread(() -> store.delete(blob));
      relay.atCut(
          () -> {
            relay.heal();
            relay.atCut(() -> {});
            begunAgain.set(catchThrowable(() -> store.write(blob)));
            deletion.start();
          });
      relay.cutUploads(5 << 20);

      // What was cut is sent again; before the next part it is seen that nobody wants it.
      assertThatThrownBy(() -> turn.complete(sha256(bytes)))
          .isInstanceOf(SupersededException.class);
      join(deletion);
    }
    assertThat(begunAgain.get())
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("being completed");
    assertThat(keys()).isEmpty();
    assertThat(uploads()).isZero();
    assertThat(store.list(Optional.empty(), 1)).isEmpty();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void read_connectionIsCut_failsInsteadOfEnding() throws IOException {
    BlobId blob = complete(randomBytes(LARGE));
    relay.cutDownloads(1 << 20);
    try (InputStream in = store.read(blob, 0).orElseThrow()) {
      assertUnavailable(
          () -> {
            try {
              in.readAllBytes();
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
    }
  }

  @Test
  void reopen_fileLeftBesideTheObject_isOneCompleteBlob() throws IOException {
    ByteString bytes = randomBytes(1000);
    BlobId blob = complete(bytes);
    Path left = staging().resolve(blob.toString());
    Files.write(left, bytes.toByteArray());

    assertThat(store.received(blob)).isZero();
    assertThat(store.list(Optional.empty(), 10)).containsExactly(blob);
    assertThatThrownBy(() -> store.write(blob)).isInstanceOf(IllegalStateException.class);
    assertThat(left).doesNotExist();
  }

  @Test
  void list_otherObjects_arePassedOver() {
    BlobId blob = complete(randomBytes(1));
    for (String key : List.of(PREFIX + "0", PREFIX + "zzz", PREFIX + "f/" + blob, "other")) {
      raw.putObject(r -> r.bucket(bucket).key(key), RequestBody.empty());
    }

    assertThat(store.list(Optional.empty(), 1)).containsExactly(blob);
    assertThat(store.list(Optional.empty(), 100)).containsExactly(blob);
    assertThat(store.list(Optional.of(blob), 100)).isEmpty();
  }

  @Test
  void open_wrongSecret_saysThatTheBucketRefused_andNoSecret() {
    String wrong = "another-secret-that-must-not-be-seen";

    Throwable failure =
        catchThrowable(() -> open(AwsBasicCredentials.create(S3Server.KEYS.accessKeyId(), wrong)));

    assertThat(failure)
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("bucket " + bucket + " refused with 403 SignatureDoesNotMatch");
    assertThat(Throwables.getStackTraceAsString(failure))
        .doesNotContain(wrong)
        .doesNotContain(S3Server.SECRET);
  }

  @Test
  void open_noSuchBucket_saysSo() {
    bucket = "no-such-bucket";

    assertThatThrownBy(this::reopen)
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("bucket no-such-bucket refused with 404 NoSuchBucket");
  }

  @Test
  void open_nobodyAnswers_isUnavailable() throws IOException {
    CuttingRelay gone = new CuttingRelay(1);
    gone.close();

    assertThatThrownBy(
            () -> BucketBlobs.open(S3Server.address(bucket, gone.port()), S3Server.KEYS, staging()))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("bucket " + bucket + " does not answer");
  }
}
