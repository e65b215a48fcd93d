package chat.sotto.service.grpc.chat;

import io.grpc.MethodDescriptor;
import java.io.InputStream;

/** Writes a stream message by joining the bytes of its frames: nothing is serialized again. */
final class ServerMessageMarshaller implements MethodDescriptor.Marshaller<ServerMessage> {
  @Override
  public InputStream stream(ServerMessage value) {
    return new FramesInputStream(value.frames());
  }

  @Override
  public ServerMessage parse(InputStream stream) {
    throw new UnsupportedOperationException("a server does not read what servers say");
  }
}
