package chat.sotto.client.transport;

import chat.sotto.v1.AttachmentChunk;
import chat.sotto.v1.UploadCommit;
import chat.sotto.v1.UploadHeader;
import chat.sotto.v1.UploadRequest;
import chat.sotto.v1.UploadResponse;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** One stream of an upload: the calling thread sends as fast as the transport takes it. */
final class GrpcUpload implements ClientResponseObserver<UploadRequest, UploadResponse> {
  /** Each is a message of its own: the fewer, the fewer hand-overs between threads. */
  static final int CHUNK = AttachmentLink.MAX_CHUNK;

  private static final Duration STALL_LIMIT = Duration.ofSeconds(60);

  /** The server hashes and stores what came, in a bucket perhaps. */
  private static final Duration COMMIT_LIMIT = Duration.ofMinutes(10);

  private final StreamWait wait;
  private @Nullable ClientCallStreamObserver<UploadRequest> call;
  private volatile long stored = -1;

  GrpcUpload(Errors errors) {
    this.wait = new StreamWait(errors);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<UploadRequest> requestStream) {
    call = requestStream;
    requestStream.setOnReadyHandler(wait::wake);
  }

  @Override
  public void onNext(UploadResponse response) {
    stored = response.getSize();
  }

  @Override
  public void onError(Throwable t) {
    wait.fail(t);
  }

  @Override
  public void onCompleted() {
    wait.complete();
  }

  /** Sends everything, and waits for the server's word. */
  void run(UploadHeader header, AttachmentLink.Outgoing bytes)
      throws IOException, InterruptedException {
    ClientCallStreamObserver<UploadRequest> stream =
        Objects.requireNonNull(call, "beforeStart comes before everything else");
    boolean done = false;
    try {
      stream.onNext(UploadRequest.newBuilder().setHeader(header).build());
      send(stream, bytes);
      UploadCommit commit = UploadCommit.newBuilder().setSha256(Wire.bytes(bytes.sha256())).build();
      stream.onNext(UploadRequest.newBuilder().setCommit(commit).build());
      stream.onCompleted();
      wait.until(() -> false, COMMIT_LIMIT);
      if (stored != bytes.size()) {
        throw Wire.bad("the server has stored another number of bytes than were sent");
      }
      done = true;
    } finally {
      if (!done) {
        stream.cancel("the client is done", null);
      }
    }
  }

  private void send(ClientCallStreamObserver<UploadRequest> stream, AttachmentLink.Outgoing bytes)
      throws IOException, InterruptedException {
    CRC32C crc = new CRC32C();
    long place = bytes.offset();
    while (place < bytes.size()) {
      wait.until(stream::isReady, STALL_LIMIT);
      if (wait.isCompleted()) {
        throw Wire.bad("the server answered before it had everything");
      }
      // A fresh one each time: the message may wait in the transport.
      byte[] chunk = new byte[(int) Math.min(CHUNK, bytes.size() - place)];
      fill(bytes, chunk);
      crc.reset();
      crc.update(chunk, 0, chunk.length);
      stream.onNext(
          UploadRequest.newBuilder()
              .setChunk(
                  AttachmentChunk.newBuilder()
                      .setOffset(place)
                      .setData(UnsafeByteOperations.unsafeWrap(chunk))
                      .setCrc32C((int) crc.getValue()))
              .build());
      place += chunk.length;
      bytes.sent(place);
    }
  }

  private static void fill(AttachmentLink.Outgoing bytes, byte[] chunk) throws IOException {
    int filled = 0;
    while (filled < chunk.length) {
      int read = bytes.read(chunk, filled, chunk.length - filled);
      if (read < 0) {
        throw new IOException("fewer bytes than were announced");
      }
      filled += read;
    }
  }
}
