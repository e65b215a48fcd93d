package chat.sotto.it.wire;

import com.google.protobuf.ByteString;

/**
 * A chat as a test knows it.
 *
 * @param id the chat
 * @param handshake sequence of the latest commit
 */
public record WireChat(ByteString id, long handshake) {}
