/**
 * AttachmentService: bytes of images and files, up and down, with back-pressure both ways. {@link
 * chat.sotto.service.grpc.attachment.AttachmentGrpcService} is to be registered behind what
 * authenticates.
 */
@NullMarked
package chat.sotto.service.grpc.attachment;

import org.jspecify.annotations.NullMarked;
