package chat.sotto.client.transport;

import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.v1.AttachmentServiceGrpc;
import chat.sotto.v1.DeleteRequest;
import chat.sotto.v1.DownloadRequest;
import chat.sotto.v1.GetUploadRequest;
import chat.sotto.v1.GetUploadResponse;
import chat.sotto.v1.UploadHeader;
import chat.sotto.v1.UploadState;
import io.grpc.Channel;
import io.grpc.stub.ClientCalls;
import java.io.IOException;

/** {@link AttachmentLink} over {@code AttachmentService}. */
final class GrpcAttachmentLink implements AttachmentLink {
  /** How much of an upload may wait in the transport, in bytes: the server's window. */
  private static final int READY_THRESHOLD = 1 << 20;

  private static final int MAX_MESSAGE = MAX_CHUNK + 1024;

  private final AttachmentServiceGrpc.AttachmentServiceBlockingStub calls;
  private final AttachmentServiceGrpc.AttachmentServiceStub streams;
  private final Caller caller;
  private final Errors errors;

  GrpcAttachmentLink(Channel channel, Caller caller, Errors errors) {
    this.calls = AttachmentServiceGrpc.newBlockingStub(channel);
    this.streams =
        AttachmentServiceGrpc.newStub(channel)
            .withOnReadyThreshold(READY_THRESHOLD)
            .withMaxInboundMessageSize(MAX_MESSAGE);
    this.caller = caller;
    this.errors = errors;
  }

  @Override
  public UploadStatus status(ChatId chat, AttachmentId attachment) {
    GetUploadResponse response =
        caller.call(
            () ->
                calls.getUpload(
                    GetUploadRequest.newBuilder()
                        .setChatId(Wire.bytes(chat))
                        .setAttachmentId(Wire.bytes(attachment.value()))
                        .build()));
    if (response.getReceived() < 0 || response.getState() == UploadState.UPLOAD_STATE_UNSPECIFIED) {
      throw Wire.bad("the server does not say where an upload stands");
    }
    return new UploadStatus(
        response.getState() == UploadState.UPLOAD_STATE_COMPLETE,
        response.getReceived(),
        bound(response.getMaxSize()),
        bound(response.getQuota()),
        bound(response.getQuotaUsed()));
  }

  /** Unsigned on the wire: what is beyond 2^63 - 1 is no bound to us. */
  private static long bound(long value) {
    return value < 0 ? Long.MAX_VALUE : value;
  }

  @Override
  public void upload(ChatId chat, AttachmentId attachment, Outgoing bytes) {
    GrpcUpload upload = new GrpcUpload(errors);
    streams.upload(upload);
    UploadHeader header =
        UploadHeader.newBuilder()
            .setChatId(Wire.bytes(chat))
            .setAttachmentId(Wire.bytes(attachment.value()))
            .setSize(bytes.size())
            .build();
    run(() -> upload.run(header, bytes));
  }

  @Override
  public void download(ChatId chat, AttachmentId attachment, long offset, Incoming bytes) {
    GrpcDownload download = new GrpcDownload(errors);
    ClientCalls.asyncServerStreamingCall(
        streams.getChannel().newCall(DownloadMarshaller.METHOD, streams.getCallOptions()),
        DownloadRequest.newBuilder()
            .setChatId(Wire.bytes(chat))
            .setAttachmentId(Wire.bytes(attachment.value()))
            .setOffset(offset)
            .build(),
        download);
    run(() -> download.run(offset, bytes));
  }

  @Override
  public void delete(ChatId chat, AttachmentId attachment) {
    caller.call(
        () ->
            calls.delete(
                DeleteRequest.newBuilder()
                    .setChatId(Wire.bytes(chat))
                    .setAttachmentId(Wire.bytes(attachment.value()))
                    .build()));
  }

  private static void run(Transfer transfer) {
    try {
      transfer.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SottoException(Reason.TIMED_OUT, "interrupted during a transfer").cause(e);
    } catch (IOException e) {
      // The spool's own failure, which its other side knows too.
      throw e.getCause() instanceof SottoException cause
          ? cause
          : new SottoException(
                  Reason.LOCAL_FILE, "a file in the spool cannot be used: " + e.getMessage())
              .cause(e);
    }
  }

  /** What moves bytes. */
  @FunctionalInterface
  private interface Transfer {
    void run() throws IOException, InterruptedException;
  }
}
