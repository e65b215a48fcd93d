package chat.sotto.service.grpc.attachment;

import chat.sotto.service.grpc.ReplacedMethods;
import chat.sotto.v1.AttachmentServiceGrpc;
import chat.sotto.v1.DownloadRequest;
import chat.sotto.v1.UploadResponse;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * AttachmentService: register it behind what authenticates.
 *
 * <p>{@code Upload} and {@code Download} have marshallers of their own, which copy bytes once, and
 * are handled call by call: {@link UploadCall} takes the next message when it has stored one,
 * {@link DownloadCall} reads on when the transport has room.
 */
public final class AttachmentGrpcService implements BindableService {
  private final AttachmentActions actions;
  private final Supplier<TransferCaller> caller;
  private final Executor executor;
  private final Transfers transfers;

  /**
   * Over the use cases.
   *
   * @param caller who makes the current call, asked on the thread that the call starts on
   * @param executor where what blocks is done
   * @param observer hears of what moves
   */
  public AttachmentGrpcService(
      AttachmentActions actions,
      Supplier<TransferCaller> caller,
      Executor executor,
      TransferObserver observer) {
    this.actions = actions;
    this.caller = caller;
    this.executor = executor;
    transfers = new Transfers(executor, observer, System::nanoTime);
  }

  @Override
  public ServerServiceDefinition bindService() {
    MethodDescriptor<UploadPart, UploadResponse> upload =
        AttachmentServiceGrpc.getUploadMethod().toBuilder(
                new UploadPartMarshaller(),
                ProtoUtils.marshaller(UploadResponse.getDefaultInstance()))
            .build();
    MethodDescriptor<DownloadRequest, DownloadPart> download =
        AttachmentServiceGrpc.getDownloadMethod().toBuilder(
                ProtoUtils.marshaller(DownloadRequest.getDefaultInstance()),
                new DownloadPartMarshaller())
            .build();
    return ReplacedMethods.in(
        new AttachmentCalls(actions, () -> caller.get().device()).bindService(),
        ServerMethodDefinition.create(upload, (call, headers) -> upload(call)),
        ServerMethodDefinition.create(download, (call, headers) -> download(call)));
  }

  private ServerCall.Listener<UploadPart> upload(ServerCall<UploadPart, UploadResponse> call) {
    UploadCall upload = new UploadCall(call, caller.get(), transfers, actions.upload());
    upload.start();
    return upload;
  }

  private ServerCall.Listener<DownloadRequest> download(
      ServerCall<DownloadRequest, DownloadPart> call) {
    DownloadCall download =
        new DownloadCall(call, caller.get(), transfers, actions.download(), executor);
    download.start();
    return download;
  }

  /** Ends transfers that may not go on, or do not: to be called every second. Does not block. */
  public void recheck() {
    transfers.recheck();
  }

  /**
   * Ends all transfers, each so that it can go on elsewhere or later, and lets none begin. One of
   * which a step runs ends after it; this waits for none.
   */
  public void drain() {
    transfers.drain();
  }
}
