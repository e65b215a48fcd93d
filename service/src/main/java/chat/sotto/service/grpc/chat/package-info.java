/**
 * ChatService on the wire: the live stream with its own marshallers, the unary calls around it, and
 * the mapping between messages and domain. Open {@link
 * chat.sotto.service.grpc.chat.ChatGrpcService} first.
 */
@NullMarked
package chat.sotto.service.grpc.chat;

import org.jspecify.annotations.NullMarked;
