package chat.sotto.service.domain;

/**
 * An attachment that wants room.
 *
 * @param chat the chat it belongs to
 * @param id its name in the chat
 * @param uploader who uploads
 * @param size the length of its bytes, at least 1
 * @param blob where its bytes shall lie if it is new
 */
public record AttachmentDraft(
    ChatId chat, AttachmentId id, DeviceRef uploader, long size, BlobId blob) {}
