package chat.sotto.service.grpc.chat;

import chat.sotto.service.grpc.ReplacedMethods;
import chat.sotto.v1.ChatServiceGrpc;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;

/** The generated service with another {@code Connect}, whose marshallers encode once. */
final class ConnectMethod {
  private ConnectMethod() {}

  /** The generated definition, with {@code Connect} handled by {@code handler}. */
  static ServerServiceDefinition replaceIn(
      ServerServiceDefinition generated, ServerCallHandler<ClientMessage, ServerMessage> handler) {
    return ReplacedMethods.in(
        generated,
        ServerMethodDefinition.create(
            ChatServiceGrpc.getConnectMethod().toBuilder(
                    new ClientMessageMarshaller(), new ServerMessageMarshaller())
                .build(),
            handler));
  }
}
