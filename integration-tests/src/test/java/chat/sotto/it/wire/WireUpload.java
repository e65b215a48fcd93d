package chat.sotto.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.v1.AttachmentChunk;
import chat.sotto.v1.AttachmentServiceGrpc;
import chat.sotto.v1.UploadCommit;
import chat.sotto.v1.UploadHeader;
import chat.sotto.v1.UploadRequest;
import chat.sotto.v1.UploadResponse;
import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/** One stream of an upload, on which a test says what it likes. */
public final class WireUpload implements AutoCloseable {
  private static final int SECONDS = 20;

  private final CompletableFuture<UploadResponse> answer = new CompletableFuture<>();
  private final ClientCallStreamObserver<UploadRequest> out;

  private WireUpload(WireConnection connection) {
    Responses responses = new Responses();
    out =
        (ClientCallStreamObserver<UploadRequest>)
            AttachmentServiceGrpc.newStub(connection.calls()).upload(responses);
  }

  private final class Responses implements ClientResponseObserver<UploadRequest, UploadResponse> {
    @Override
    public void beforeStart(ClientCallStreamObserver<UploadRequest> stream) {}

    @Override
    public void onNext(UploadResponse response) {
      answer.complete(response);
    }

    @Override
    public void onError(Throwable failure) {
      answer.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      answer.completeExceptionally(new AssertionError("completed without an answer"));
    }
  }

  /** A stream on which nothing has been said. */
  public static WireUpload open(WireConnection connection) {
    return new WireUpload(connection);
  }

  /** All of it in chunks of 64 KiB, from an offset on, and the commit. */
  public static UploadResponse all(
      WireConnection connection, ByteString chat, ByteString id, ByteString data, int from) {
    try (WireUpload upload = open(connection).header(chat, id, data.size())) {
      return upload.chunks(data, from).commit(data).finish();
    }
  }

  /** Says what is coming. */
  public WireUpload header(ByteString chat, ByteString id, long size) {
    return say(
        UploadRequest.newBuilder()
            .setHeader(UploadHeader.newBuilder().setChatId(chat).setAttachmentId(id).setSize(size))
            .build());
  }

  /** A stretch with its right checksum. */
  public WireUpload chunk(long offset, ByteString data) {
    return chunk(offset, data, crc(data));
  }

  /** A stretch with any checksum. */
  public WireUpload chunk(long offset, ByteString data, int crc) {
    return say(
        UploadRequest.newBuilder()
            .setChunk(AttachmentChunk.newBuilder().setOffset(offset).setData(data).setCrc32C(crc))
            .build());
  }

  /** All from an offset on, in chunks of 64 KiB. */
  public WireUpload chunks(ByteString data, int from) {
    int step = 64 * 1024;
    for (int offset = from; offset < data.size(); offset += step) {
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> out.isReady() || answer.isDone());
      chunk(offset, data.substring(offset, Math.min(offset + step, data.size())));
    }
    return this;
  }

  /** The end of these bytes. */
  public WireUpload commit(ByteString whole) {
    return commitHash(sha256(whole));
  }

  /** The end, with any hash. */
  public WireUpload commitHash(ByteString hash) {
    return say(
        UploadRequest.newBuilder().setCommit(UploadCommit.newBuilder().setSha256(hash)).build());
  }

  /** Any message. A stream that has ended takes none, which is no failure. */
  public WireUpload say(UploadRequest message) {
    try {
      out.onNext(message);
    } catch (IllegalStateException ended) {
      assertThat(answer).as("only a stream that has ended takes nothing").isDone();
    }
    return this;
  }

  /** Ends this side, and waits for the answer. */
  public UploadResponse finish() {
    halfClose();
    try {
      return answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StatusRuntimeException status) {
        throw status;
      }
      throw e;
    }
  }

  /** Ends this side. */
  public WireUpload halfClose() {
    try {
      out.onCompleted();
    } catch (IllegalStateException ended) {
      assertThat(answer).as("only a stream that has ended cannot be ended").isDone();
    }
    return this;
  }

  /** Waits until the server refuses, without ending this side. */
  public Refusal awaitRefusal() {
    Throwable failure =
        answer
            .<Throwable>handle((response, why) -> why)
            .orTimeout(SECONDS, TimeUnit.SECONDS)
            .join();
    assertThat(failure).as("the upload must be refused").isInstanceOf(StatusRuntimeException.class);
    StatusRuntimeException refused = (StatusRuntimeException) failure;
    Metadata trailers = refused.getTrailers();
    return new Refusal(refused.getStatus(), trailers == null ? new Metadata() : trailers);
  }

  /** Whether the server has answered. */
  public boolean isOver() {
    return answer.isDone();
  }

  /** Breaks off, if it is not over. */
  @Override
  public void close() {
    if (!answer.isDone()) {
      out.cancel("the test breaks off", Status.CANCELLED.asException());
    }
  }

  /** CRC-32C. */
  public static int crc(ByteString data) {
    CRC32C crc = new CRC32C();
    crc.update(data.toByteArray());
    return (int) crc.getValue();
  }

  /** SHA-256. */
  public static ByteString sha256(ByteString data) {
    return ByteString.copyFrom(Hashing.sha256().hashBytes(data.toByteArray()).asBytes());
  }
}
