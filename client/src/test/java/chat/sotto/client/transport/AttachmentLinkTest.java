package chat.sotto.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.Digests;
import chat.sotto.v1.AttachmentChunk;
import chat.sotto.v1.AttachmentServiceGrpc;
import chat.sotto.v1.DownloadRequest;
import chat.sotto.v1.DownloadResponse;
import chat.sotto.v1.GetUploadRequest;
import chat.sotto.v1.GetUploadResponse;
import chat.sotto.v1.UploadRequest;
import chat.sotto.v1.UploadResponse;
import chat.sotto.v1.UploadState;
import com.google.crypto.tink.util.Bytes;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bytes of attachments on the wire, against a server that keeps the contract or does not. */
class AttachmentLinkTest {
  private static final ChatId CHAT = ChatId.random();
  private static final AttachmentId ID = AttachmentId.random();

  private final ScriptedService service = new ScriptedService();
  private Server server;
  private ManagedChannel channel;
  private GrpcAttachmentLink link;

  /** A server whose downloads are scripted, and which writes uploads down. */
  private static final class ScriptedService
      extends AttachmentServiceGrpc.AttachmentServiceImplBase {
    final List<UploadRequest> uploaded = new CopyOnWriteArrayList<>();
    volatile Consumer<StreamObserver<DownloadResponse>> download = out -> {};
    volatile GetUploadResponse status = GetUploadResponse.getDefaultInstance();
    volatile boolean reads = true;
    volatile int failAfter = Integer.MAX_VALUE;
    volatile long claims = -1;

    @Override
    public StreamObserver<UploadRequest> upload(StreamObserver<UploadResponse> responses) {
      ServerCallStreamObserver<UploadResponse> out =
          (ServerCallStreamObserver<UploadResponse>) responses;
      if (!reads) {
        out.disableAutoRequest();
      }
      return new StreamObserver<>() {
        @Override
        public void onNext(UploadRequest value) {
          uploaded.add(value);
          if (uploaded.size() == failAfter) {
            out.onError(Status.UNAVAILABLE.asRuntimeException());
          }
        }

        @Override
        public void onError(Throwable t) {}

        @Override
        public void onCompleted() {
          long size = claims >= 0 ? claims : uploaded.get(0).getHeader().getSize();
          out.onNext(UploadResponse.newBuilder().setSize(size).build());
          out.onCompleted();
        }
      };
    }

    @Override
    public void download(DownloadRequest request, StreamObserver<DownloadResponse> out) {
      download.accept(out);
    }

    @Override
    public void getUpload(GetUploadRequest request, StreamObserver<GetUploadResponse> out) {
      out.onNext(status);
      out.onCompleted();
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = NettyServerBuilder.forPort(0).addService(service).build().start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
    Errors errors = new Errors(new Endpoint("127.0.0.1", server.getPort()));
    link = new GrpcAttachmentLink(channel, new Caller(errors), errors);
  }

  @AfterEach
  void stop() throws InterruptedException {
    channel.shutdownNow();
    server.shutdownNow().awaitTermination();
  }

  /** Bytes to send. */
  private static final class Given implements AttachmentLink.Outgoing {
    final AtomicLong read = new AtomicLong();
    private final byte[] bytes;
    private final long offset;
    private final ByteArrayInputStream in;

    Given(byte[] bytes, int offset) {
      this.bytes = bytes;
      this.offset = offset;
      this.in = new ByteArrayInputStream(bytes, offset, bytes.length - offset);
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public long offset() {
      return offset;
    }

    @Override
    public int read(byte[] buffer, int start, int count) {
      // A spool gives what it has at the moment.
      int some = in.read(buffer, start, Math.min(count, 50_000));
      read.addAndGet(Math.max(0, some));
      return some;
    }

    @Override
    public Bytes sha256() {
      return Bytes.copyFrom(Digests.sha256(bytes));
    }

    @Override
    public void sent(long place) {}
  }

  private static byte[] content(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @Test
  void upload_fromAnOffset_sendsHeaderContiguousChunksWithChecksumsAndCommit() throws IOException {
    byte[] content = content(1_000_000);

    link.upload(CHAT, ID, new Given(content, 300_000));

    List<UploadRequest> messages = service.uploaded;
    assertThat(messages.get(0).getHeader().getSize()).isEqualTo(1_000_000);
    assertThat(messages.get(0).getHeader().getAttachmentId().toByteArray()).isEqualTo(ID.toBytes());
    assertThat(messages.get(messages.size() - 1).getCommit().getSha256().toByteArray())
        .isEqualTo(Digests.sha256(content));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(content, 0, 300_000);
    for (UploadRequest message : messages.subList(1, messages.size() - 1)) {
      AttachmentChunk chunk = message.getChunk();
      assertThat(chunk.getOffset()).isEqualTo(all.size());
      assertThat(chunk.getData().size()).isBetween(1, 256 << 10);
      assertThat(chunk.getCrc32C()).isEqualTo(crc(chunk.getData()));
      all.write(chunk.getData().toByteArray());
    }
    assertThat(all.toByteArray()).isEqualTo(content);
  }

  private static int crc(ByteString data) {
    CRC32C crc = new CRC32C();
    crc.update(data.toByteArray());
    return (int) crc.getValue();
  }

  @Test
  void upload_serverFailsMidway_failsTyped() {
    service.failAfter = 3;

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> link.upload(CHAT, ID, new Given(content(50_000_000), 0)))
        .matches(e -> e.is(Reason.SERVER_UNREACHABLE));
  }

  @Test
  void upload_serverStoredAnotherNumber_isABadResponse() {
    service.claims = 7;

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> link.upload(CHAT, ID, new Given(content(8), 0)))
        .matches(e -> e.is(Reason.BAD_RESPONSE));
  }

  @Test
  void upload_serverDoesNotRead_takesLittleFromTheSourceAndEndsByInterrupt() throws Exception {
    service.reads = false;
    Given source = new Given(new byte[100_000_000], 0);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread sender =
        new Thread(
            () -> {
              try {
                link.upload(CHAT, ID, source);
              } catch (SottoException e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
              }
            });
    sender.start();
    await().until(() -> sender.getState() == Thread.State.TIMED_WAITING && source.read.get() > 0);
    await().during(Duration.ofMillis(300)).until(() -> source.read.get() < 8_000_000);

    sender.interrupt();

    assertThat(interrupted.join()).isTrue();
  }

  @Test
  void status_stateUnknownToUs_isABadResponse() {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> link.status(CHAT, ID))
        .matches(e -> e.is(Reason.BAD_RESPONSE));

    service.status =
        GetUploadResponse.newBuilder()
            .setState(UploadState.UPLOAD_STATE_OPEN)
            .setReceived(7)
            .setMaxSize(-1)
            .setQuota(9)
            .setQuotaUsed(8)
            .build();
    assertThat(link.status(CHAT, ID)).isEqualTo(new UploadStatus(false, 7, Long.MAX_VALUE, 9, 8));
  }

  private static DownloadResponse chunk(long size, long offset, byte[] data, int crcOff) {
    ByteString bytes = ByteString.copyFrom(data);
    return DownloadResponse.newBuilder()
        .setSize(size)
        .setChunk(
            AttachmentChunk.newBuilder()
                .setOffset(offset)
                .setData(bytes)
                .setCrc32C(crc(bytes) + crcOff))
        .build();
  }

  /** Takes everything, and notes the size. */
  private static final class Taken implements AttachmentLink.Incoming {
    final List<Long> sizes = new ArrayList<>();
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void size(long size) {
      sizes.add(size);
    }

    @Override
    public void take(byte[] buffer, int offset, int count) {
      bytes.write(buffer, offset, count);
    }
  }

  @Test
  void download_inOrder_isTakenAsItIs() {
    byte[] content = content(600_000);
    service.download =
        out -> {
          for (int place = 0; place < content.length; place += 100_000) {
            byte[] part = new byte[100_000];
            System.arraycopy(content, place, part, 0, part.length);
            out.onNext(chunk(place == 0 ? 600_100 : 0, 100 + place, part, 0));
          }
          out.onCompleted();
        };
    Taken taken = new Taken();

    link.download(CHAT, ID, 100, taken);

    assertThat(taken.sizes).containsExactly(600_100L);
    assertThat(taken.bytes.toByteArray()).isEqualTo(content);
  }

  @Test
  void download_nothingLeft_tellsTheSizeAlone() {
    service.download =
        out -> {
          out.onNext(DownloadResponse.newBuilder().setSize(5).build());
          out.onCompleted();
        };
    Taken taken = new Taken();

    link.download(CHAT, ID, 5, taken);

    assertThat(taken.sizes).containsExactly(5L);
    assertThat(taken.bytes.size()).isZero();
  }

  private void downloadFails(DownloadResponse response, Reason... reasons) {
    service.download =
        out -> {
          out.onNext(response);
          out.onCompleted();
        };
    Taken taken = new Taken();

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> link.download(CHAT, ID, 0, taken))
        .satisfies(e -> assertThat(reasons).anyMatch(e::is));
    assertThat(taken.bytes.size()).isZero();
  }

  @Test
  void download_chunkThatBreaksTheContract_isRefusedAndNotTaken() {
    downloadFails(chunk(9, 0, new byte[] {1}, 1), Reason.CHUNK_DAMAGED);
    downloadFails(chunk(9, 1, new byte[] {1}, 0), Reason.CHUNK_MISPLACED);
    downloadFails(chunk(9, -1, new byte[] {1}, 0), Reason.CHUNK_MISPLACED);
    downloadFails(chunk(9, 0, new byte[0], 0), Reason.CHUNK_MISPLACED);
    downloadFails(chunk(9, 0, new byte[AttachmentLink.MAX_CHUNK + 1], 0), Reason.CHUNK_MISPLACED);
  }

  @Test
  void download_messageBeyondTheBound_isNotEvenRead() {
    service.download =
        out -> {
          out.onNext(chunk(9, 0, new byte[2_000_000], 0));
          out.onCompleted();
        };

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> link.download(CHAT, ID, 0, new Taken()))
        .matches(e -> e.reason().equals("RESOURCE_EXHAUSTED"));
  }

  @Test
  void download_takerIsSlow_serverIsHeldBack() throws Exception {
    AtomicLong offered = new AtomicLong();
    service.download =
        out -> {
          ServerCallStreamObserver<DownloadResponse> stream =
              (ServerCallStreamObserver<DownloadResponse>) out;
          byte[] data = new byte[100_000];
          stream.setOnReadyHandler(
              () -> {
                while (stream.isReady()) {
                  stream.onNext(chunk(1L << 40, offered.getAndAdd(data.length), data, 0));
                }
              });
        };
    CompletableFuture<Boolean> stuck = new CompletableFuture<>();
    Thread taker =
        new Thread(
            () -> {
              try {
                link.download(
                    CHAT,
                    ID,
                    0,
                    new AttachmentLink.Incoming() {
                      @Override
                      public void size(long size) {}

                      @Override
                      public void take(byte[] buffer, int offset, int count) throws IOException {
                        try {
                          stuck.get();
                        } catch (InterruptedException | ExecutionException e) {
                          throw new IOException(e);
                        }
                      }
                    });
              } catch (SottoException e) {
                stuck.cancel(false);
              }
            });
    taker.start();
    await().until(() -> offered.get() > 0);

    await().during(Duration.ofMillis(300)).until(() -> offered.get() < 8_000_000);

    taker.interrupt();
    taker.join();
  }
}
