package chat.sotto.service.grpc.attachment;

import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.usecase.attachment.UploadAttachment;
import chat.sotto.v1.AttachmentServiceGrpc;
import chat.sotto.v1.DeleteRequest;
import chat.sotto.v1.DeleteResponse;
import chat.sotto.v1.GetUploadRequest;
import chat.sotto.v1.GetUploadResponse;
import chat.sotto.v1.UploadState;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** The calls that move no bytes. They run on the pool of calls and block there. */
final class AttachmentCalls extends AttachmentServiceGrpc.AttachmentServiceImplBase {
  private final AttachmentActions actions;
  private final Supplier<DeviceRef> caller;

  AttachmentCalls(AttachmentActions actions, Supplier<DeviceRef> caller) {
    this.actions = actions;
    this.caller = caller;
  }

  @Override
  public void getUpload(GetUploadRequest request, StreamObserver<GetUploadResponse> out) {
    UploadAttachment.Progress progress =
        actions
            .upload()
            .progress(
                AttachmentFields.chatId("chat_id", request.getChatId()),
                AttachmentFields.attachmentId("attachment_id", request.getAttachmentId()),
                caller.get());
    out.onNext(
        GetUploadResponse.newBuilder()
            .setState(state(progress.state()))
            .setReceived(progress.received())
            .setMaxSize(progress.limits().maxSize())
            .setQuota(progress.limits().quota())
            .setQuotaUsed(progress.used())
            .build());
    out.onCompleted();
  }

  private static UploadState state(UploadAttachment.State state) {
    return switch (state) {
      case UNKNOWN -> UploadState.UPLOAD_STATE_UNKNOWN;
      case OPEN -> UploadState.UPLOAD_STATE_OPEN;
      case COMPLETE -> UploadState.UPLOAD_STATE_COMPLETE;
    };
  }

  @Override
  public void delete(DeleteRequest request, StreamObserver<DeleteResponse> out) {
    actions
        .delete()
        .delete(
            AttachmentFields.chatId("chat_id", request.getChatId()),
            AttachmentFields.attachmentId("attachment_id", request.getAttachmentId()),
            caller.get());
    out.onNext(DeleteResponse.getDefaultInstance());
    out.onCompleted();
  }
}
