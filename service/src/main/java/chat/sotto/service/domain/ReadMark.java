package chat.sotto.service.domain;

import com.google.protobuf.ByteString;

/**
 * How far a user has read a chat, sealed; the latest counts.
 *
 * @param chat the chat
 * @param reader the device that sealed it, and its owner
 * @param sealed opaque; at most 1,024 bytes
 */
public record ReadMark(ChatId chat, DeviceRef reader, ByteString sealed) {}
