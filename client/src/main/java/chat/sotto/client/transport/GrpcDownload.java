package chat.sotto.client.transport;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.v1.AttachmentChunk;
import chat.sotto.v1.DownloadRequest;
import chat.sotto.v1.DownloadResponse;
import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** One stream of a download: at most so many chunks wait for the calling thread. */
final class GrpcDownload implements ClientResponseObserver<DownloadRequest, DownloadResponse> {
  private static final int IN_FLIGHT = 8;

  /** More are asked for so many at a time: each time, the connection's thread has to be woken. */
  private static final int STEP = IN_FLIGHT / 2;

  private static final Duration STALL_LIMIT = Duration.ofSeconds(60);

  private final StreamWait wait;
  private final Queue<DownloadResponse> arrived = new ArrayDeque<>();
  private @Nullable ClientCallStreamObserver<DownloadRequest> call;

  GrpcDownload(Errors errors) {
    this.wait = new StreamWait(errors);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<DownloadRequest> requestStream) {
    call = requestStream;
    requestStream.disableAutoRequestWithInitial(IN_FLIGHT);
  }

  @Override
  public void onNext(DownloadResponse response) {
    synchronized (arrived) {
      arrived.add(response);
    }
    wait.wake();
  }

  @Override
  public void onError(Throwable t) {
    wait.fail(t);
  }

  @Override
  public void onCompleted() {
    wait.complete();
  }

  private @Nullable DownloadResponse poll() {
    synchronized (arrived) {
      return arrived.poll();
    }
  }

  private boolean hasArrived() {
    synchronized (arrived) {
      return !arrived.isEmpty();
    }
  }

  /** Takes what comes until the server ends. */
  void run(long offset, AttachmentLink.Incoming bytes) throws IOException, InterruptedException {
    ClientCallStreamObserver<DownloadRequest> stream =
        Objects.requireNonNull(call, "beforeStart comes before everything else");
    boolean first = true;
    boolean done = false;
    int taken = 0;
    long place = offset;
    try {
      while (true) {
        DownloadResponse response = poll();
        if (response == null) {
          wait.until(this::hasArrived, STALL_LIMIT);
          response = poll();
        }
        if (response == null) {
          // It has ended, and nothing is left.
          done = true;
          return;
        }
        if (first) {
          bytes.size(response.getSize());
          first = false;
        }
        if (response.hasChunk()) {
          place += take(response.getChunk(), place, bytes);
        }
        if (++taken % STEP == 0) {
          stream.request(STEP);
        }
      }
    } finally {
      if (!done) {
        stream.cancel("the client is done", null);
      }
    }
  }

  private static int take(AttachmentChunk chunk, long place, AttachmentLink.Incoming bytes)
      throws IOException {
    ByteString data = chunk.getData();
    if (chunk.getOffset() != place || data.isEmpty() || data.size() > AttachmentLink.MAX_CHUNK) {
      throw new SottoException(
          Reason.CHUNK_MISPLACED, "the server sent another stretch than was asked for");
    }
    // Checked before anything of it is kept.
    CRC32C crc = new CRC32C();
    UnsafeByteOperations.unsafeWriteTo(data, new Parts(crc::update));
    if ((int) crc.getValue() != chunk.getCrc32C()) {
      throw new SottoException(Reason.CHUNK_DAMAGED, "a stretch was damaged on the way");
    }
    UnsafeByteOperations.unsafeWriteTo(data, new Parts(bytes::take));
    return data.size();
  }

  /** What takes bytes. */
  @FunctionalInterface
  private interface Taker {
    void take(byte[] buffer, int offset, int count) throws IOException;
  }

  /** A string's bytes without a copy. */
  private static final class Parts extends ByteOutput {
    private final Taker taker;

    Parts(Taker taker) {
      this.taker = taker;
    }

    @Override
    public void write(byte value) throws IOException {
      taker.take(new byte[] {value}, 0, 1);
    }

    @Override
    public void write(byte[] value, int offset, int length) throws IOException {
      taker.take(value, offset, length);
    }

    @Override
    public void writeLazy(byte[] value, int offset, int length) throws IOException {
      taker.take(value, offset, length);
    }

    @Override
    public void write(ByteBuffer value) throws IOException {
      byte[] copy = new byte[value.remaining()];
      value.get(copy);
      taker.take(copy, 0, copy.length);
    }

    @Override
    public void writeLazy(ByteBuffer value) throws IOException {
      write(value);
    }
  }
}
