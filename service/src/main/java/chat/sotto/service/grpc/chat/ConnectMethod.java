package chat.sotto.service.grpc.chat;

import chat.sotto.v1.ChatServiceGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;

/**
 * The generated service with another {@code Connect}: the same on the wire and for reflection, with
 * marshallers that encode once and never throw.
 */
final class ConnectMethod {
  private ConnectMethod() {}

  /** The generated definition, with {@code Connect} handled by {@code handler}. */
  static ServerServiceDefinition replaceIn(
      ServerServiceDefinition generated, ServerCallHandler<ClientMessage, ServerMessage> handler) {
    MethodDescriptor<?, ?> original = ChatServiceGrpc.getConnectMethod();
    MethodDescriptor<ClientMessage, ServerMessage> connect =
        ChatServiceGrpc.getConnectMethod().toBuilder(
                new ClientMessageMarshaller(), new ServerMessageMarshaller())
            .build();
    ServiceDescriptor.Builder descriptor =
        ServiceDescriptor.newBuilder(generated.getServiceDescriptor().getName())
            .setSchemaDescriptor(generated.getServiceDescriptor().getSchemaDescriptor());
    for (MethodDescriptor<?, ?> method : generated.getServiceDescriptor().getMethods()) {
      descriptor.addMethod(isConnect(method, original) ? connect : method);
    }
    ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(descriptor.build());
    for (ServerMethodDefinition<?, ?> method : generated.getMethods()) {
      if (!isConnect(method.getMethodDescriptor(), original)) {
        service.addMethod(method);
      }
    }
    return service.addMethod(connect, handler).build();
  }

  private static boolean isConnect(MethodDescriptor<?, ?> method, MethodDescriptor<?, ?> connect) {
    return method.getFullMethodName().equals(connect.getFullMethodName());
  }
}
