package chat.sotto.service.grpc.attachment;

import chat.sotto.service.grpc.attachment.TransferObserver.Direction;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.attachment.Download;
import chat.sotto.service.usecase.attachment.DownloadAttachment;
import chat.sotto.v1.DownloadRequest;
import io.grpc.ServerCall;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One {@code Download} call: as fast as the client takes it, and no faster. */
final class DownloadCall extends Transfer<DownloadRequest, DownloadPart> {
  private static final int CHUNK = 128 * 1024;

  /** What may wait in the transport: less leaves it idle between two chunks. */
  private static final int AHEAD = 4 * CHUNK;

  /** Chunks after which others get the thread. */
  private static final int BURST = 16;

  private final DownloadAttachment downloads;
  private final Executor executor;
  private final byte[] buffer = new byte[CHUNK];
  private @Nullable DownloadRequest request;
  private volatile @Nullable Download download;
  private boolean begun;

  DownloadCall(
      ServerCall<DownloadRequest, DownloadPart> call,
      TransferCaller caller,
      Transfers transfers,
      DownloadAttachment downloads,
      Executor executor) {
    super(call, caller, transfers);
    this.downloads = downloads;
    this.executor = executor;
  }

  void start() {
    call().setOnReadyThreshold(AHEAD);
    // One is all there may be; another shows that there is one too many.
    start(2);
  }

  @Override
  Direction direction() {
    return Direction.DOWNLOAD;
  }

  @Override
  public void onMessage(DownloadRequest message) {
    step(
        () -> {
          if (request != null) {
            throw RefusedException.of(Reason.MALFORMED_FRAME, "more than one request");
          }
          request = message;
        });
  }

  @Override
  public void onHalfClose() {
    step(
        () -> {
          DownloadRequest wanted = request;
          if (wanted == null) {
            throw RefusedException.of(Reason.MALFORMED_FRAME, "no request");
          }
          download =
              downloads.open(
                  AttachmentFields.chatId("chat_id", wanted.getChatId()),
                  AttachmentFields.attachmentId("attachment_id", wanted.getAttachmentId()),
                  device(),
                  wanted.getOffset());
          pump();
        });
  }

  @Override
  public void onReady() {
    step(this::pump);
  }

  private void pump() {
    Download source = download;
    if (source == null) {
      return;
    }
    for (int sent = 0; sent < BURST && call().isReady(); sent++) {
      long offset = source.offset();
      int length = source.read(buffer);
      if (length > 0 || !begun) {
        call()
            .sendMessage(
                new DownloadPart(
                    begun ? 0 : source.size(),
                    offset,
                    buffer,
                    length,
                    Download.checksum(buffer, length)));
        begun = true;
        moved(length);
      }
      if (source.offset() == source.size()) {
        complete();
        return;
      }
    }
    if (call().isReady()) {
      executor.execute(() -> step(this::pump));
    }
  }

  @Override
  void check() {
    Download source = download;
    if (source != null) {
      source.check();
    }
  }

  @Override
  void release() {
    Download source = download;
    if (source != null) {
      source.close();
    }
  }
}
