package chat.sotto.service.grpc;

import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import java.io.InputStream;

/**
 * Makes bytes that do not decode the caller's fault. gRPC itself would call it an internal error,
 * and before any interceptor sees it; so the request's marshaller hands on a marker, and the
 * handler refuses it.
 */
final class MalformedRequests {
  private static final Object MALFORMED = new Object();

  private MalformedRequests() {}

  /** The same service, refusing what does not decode with {@code MALFORMED_FRAME}. */
  static ServerServiceDefinition refused(ServerServiceDefinition service) {
    ServiceDescriptor.Builder descriptor =
        ServiceDescriptor.newBuilder(service.getServiceDescriptor().getName())
            .setSchemaDescriptor(service.getServiceDescriptor().getSchemaDescriptor());
    var methods = service.getMethods().stream().map(MalformedRequests::refused).toList();
    methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
    ServerServiceDefinition.Builder definition =
        ServerServiceDefinition.builder(descriptor.build());
    methods.forEach(definition::addMethod);
    return definition.build();
  }

  private static <Q, A> ServerMethodDefinition<Object, A> refused(
      ServerMethodDefinition<Q, A> method) {
    MethodDescriptor<Q, A> descriptor = method.getMethodDescriptor();
    return ServerMethodDefinition.create(
        descriptor.toBuilder(
                new MarkingMarshaller<>(descriptor.getRequestMarshaller()),
                descriptor.getResponseMarshaller())
            .build(),
        new RefusingHandler<>(descriptor, method.getServerCallHandler()));
  }

  private record MarkingMarshaller<Q>(MethodDescriptor.Marshaller<Q> marshaller)
      implements MethodDescriptor.Marshaller<Object> {
    @Override
    public InputStream stream(Object request) {
      throw new UnsupportedOperationException("a server sends no requests");
    }

    @Override
    public Object parse(InputStream bytes) {
      try {
        return marshaller.parse(bytes);
      } catch (RuntimeException e) {
        return MALFORMED;
      }
    }
  }

  private record RefusingHandler<Q, A>(
      MethodDescriptor<Q, A> descriptor, ServerCallHandler<Q, A> handler)
      implements ServerCallHandler<Object, A> {
    @Override
    public ServerCall.Listener<Object> startCall(ServerCall<Object, A> call, Metadata headers) {
      // Requests are all that the two differ in, and a server's call does nothing with those.
      @SuppressWarnings("unchecked")
      ServerCall<Q, A> typed = (ServerCall<Q, A>) call;
      @SuppressWarnings("unchecked")
      ServerCall.Listener<Object> listener =
          (ServerCall.Listener<Object>) handler.startCall(typed, headers);
      return new SimpleForwardingServerCallListener<>(listener) {
        @Override
        public void onMessage(Object message) {
          if (message == MALFORMED) {
            throw RefusedException.of(
                Reason.MALFORMED_FRAME, "the request is not a " + typeName(descriptor));
          }
          super.onMessage(message);
        }
      };
    }
  }

  private static String typeName(MethodDescriptor<?, ?> method) {
    return "valid request of " + method.getBareMethodName();
  }
}
