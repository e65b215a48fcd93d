package chat.sotto.service.grpc.attachment;

import chat.sotto.service.usecase.attachment.DeleteAttachment;
import chat.sotto.service.usecase.attachment.DownloadAttachment;
import chat.sotto.service.usecase.attachment.UploadAttachment;

/** What the service does. */
public record AttachmentActions(
    UploadAttachment upload, DownloadAttachment download, DeleteAttachment delete) {}
