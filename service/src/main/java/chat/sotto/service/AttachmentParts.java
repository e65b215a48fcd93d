package chat.sotto.service;

import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.grpc.Callers;
import chat.sotto.service.grpc.attachment.AttachmentActions;
import chat.sotto.service.grpc.attachment.AttachmentGrpcService;
import chat.sotto.service.grpc.attachment.TransferCaller;
import chat.sotto.service.grpc.attachment.TransferObserver;
import chat.sotto.service.store.AttachmentStore;
import chat.sotto.service.store.BlobStore;
import chat.sotto.service.store.Stores;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.attachment.DeleteAttachment;
import chat.sotto.service.usecase.attachment.DownloadAttachment;
import chat.sotto.service.usecase.attachment.SweepAttachments;
import chat.sotto.service.usecase.attachment.UploadAttachment;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Everything about attachments, put together.
 *
 * @param service to be registered behind what authenticates
 * @param sweep deletes what nobody can want any more
 * @param blobs where the bytes lie
 */
record AttachmentParts(AttachmentGrpcService service, SweepAttachments sweep, BlobStore blobs) {
  /**
   * Puts them together. Takes over the blobs: they are closed with this.
   *
   * @param stillGood throws if a session, its device or its user is good no longer
   * @param calls where what blocks is done
   */
  static AttachmentParts over(
      ServerConfig config,
      Stores stores,
      BlobStore blobs,
      Consumer<SessionRecord> stillGood,
      SecureRandom random,
      Executor calls,
      TransferObserver observer) {
    AttachmentStore attachments = stores.attachments();
    Clock clock = config.clock();
    AttachmentActions actions =
        new AttachmentActions(
            new UploadAttachment(attachments, blobs, config.attachments().limits(), clock, random),
            new DownloadAttachment(attachments, blobs, clock),
            new DeleteAttachment(attachments, clock));
    return new AttachmentParts(
        new AttachmentGrpcService(actions, () -> caller(stillGood, clock), calls, observer),
        new SweepAttachments(attachments, blobs, clock),
        blobs);
  }

  private static TransferCaller caller(Consumer<SessionRecord> stillGood, Clock clock) {
    SessionRecord session = Callers.session();
    Instant certificateEnds = Callers.certificateEnds();
    return new TransferCaller(
        session.device(),
        () -> {
          if (!clock.instant().isBefore(certificateEnds)) {
            throw RefusedException.of(
                Reason.GOING_AWAY, "the connection's certificate has expired; connect again");
          }
          stillGood.accept(session);
        });
  }
}
