package chat.sotto.service.grpc.chat;

import chat.sotto.service.session.EncodedFrame;
import java.util.List;

/**
 * One stream message to a client: frames in the form in which they are sent.
 *
 * @param frames at least one
 */
record ServerMessage(List<EncodedFrame> frames) {}
