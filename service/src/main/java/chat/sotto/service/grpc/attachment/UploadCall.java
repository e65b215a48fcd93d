package chat.sotto.service.grpc.attachment;

import chat.sotto.service.domain.AttachmentId;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.grpc.attachment.TransferObserver.Direction;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.attachment.Upload;
import chat.sotto.service.usecase.attachment.UploadAttachment;
import chat.sotto.v1.UploadHeader;
import chat.sotto.v1.UploadResponse;
import io.grpc.ServerCall;
import org.jspecify.annotations.Nullable;

/** One {@code Upload} call: a header, chunks, a commit, the end. */
final class UploadCall extends Transfer<UploadPart, UploadResponse> {
  /** Messages that may wait here while one is stored; the rest waits at the sender. */
  private static final int AHEAD = 8;

  /** More are asked for so many at a time: each time, the connection's thread has to be woken. */
  private static final int STEP = AHEAD / 2;

  private final UploadAttachment uploads;
  private volatile @Nullable Upload upload;
  private boolean committed;
  private int handled;

  UploadCall(
      ServerCall<UploadPart, UploadResponse> call,
      TransferCaller caller,
      Transfers transfers,
      UploadAttachment uploads) {
    super(call, caller, transfers);
    this.uploads = uploads;
  }

  void start() {
    start(AHEAD);
  }

  @Override
  Direction direction() {
    return Direction.UPLOAD;
  }

  @Override
  public void onMessage(UploadPart part) {
    step(
        () -> {
          handle(part);
          if (++handled % STEP == 0) {
            call().request(STEP);
          }
        });
  }

  private void handle(UploadPart part) {
    Upload present = upload;
    if (part instanceof UploadPart.Malformed malformed) {
      throw malformed(malformed.why());
    }
    if ((part instanceof UploadPart.Header) != (present == null)) {
      throw malformed("the first message is the header, and only the first");
    }
    if (committed) {
      throw malformed("nothing may follow the commit");
    }
    if (part instanceof UploadPart.Header header) {
      begin(header.header());
    } else if (present != null && part instanceof UploadPart.Chunk chunk) {
      present.append(chunk.offset(), chunk.data(), chunk.crc32c());
      moved(chunk.data().size());
    } else if (present != null && part instanceof UploadPart.Commit commit) {
      present.commit(commit.commit().getSha256());
      committed = true;
    }
  }

  private void begin(UploadHeader header) {
    ChatId chat = AttachmentFields.chatId("header.chat_id", header.getChatId());
    AttachmentId id =
        AttachmentFields.attachmentId("header.attachment_id", header.getAttachmentId());
    transfers().name(this, chat, id);
    upload =
        uploads.begin(chat, id, device(), header.getSize(), () -> failSoon(Transfers.superseded()));
  }

  @Override
  public void onHalfClose() {
    step(
        () -> {
          Upload present = upload;
          if (present == null) {
            throw malformed("an upload without header");
          }
          if (!committed) {
            throw RefusedException.of(
                Reason.UPLOAD_INCOMPLETE, "the stream has ended before a commit");
          }
          call().sendMessage(UploadResponse.newBuilder().setSize(present.size()).build());
          complete();
        });
  }

  @Override
  void check() {
    Upload present = upload;
    if (present != null) {
      present.check();
    }
  }

  @Override
  void release() {
    Upload present = upload;
    if (present != null) {
      present.close();
    }
  }

  private static RefusedException malformed(String why) {
    return RefusedException.of(Reason.MALFORMED_FRAME, "malformed upload: " + why);
  }
}
